import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { processorTimes } from './processor-time.js';

describe('processor time', () => {
  it('of a process that works grows, where the system tells it', () => {
    const here = [{ name: 'here', pid: process.pid }];
    const before = processorTimes(here).get('here');
    for (const end = Date.now() + 60; Date.now() < end;) Math.sqrt(end);
    const after = processorTimes(here).get('here');
    if (existsSync('/proc/self/stat')) expect(after ?? 0).toBeGreaterThan(before ?? 0);
    else expect(after).toBeUndefined();
  });

  it('of several processes of one name is what all of them used', () => {
    const one = { name: 'app', pid: process.pid };
    const alone = processorTimes([one]).get('app') ?? 0;
    const twice = processorTimes([one, one]).get('app') ?? 0;
    expect(twice).toBeGreaterThanOrEqual(alone * 2);
  });

  it('of a process that is gone is none', () => {
    expect(processorTimes([{ name: 'gone', pid: 2 ** 30 }]).get('gone') ?? 0).toBe(0);
  });
});
