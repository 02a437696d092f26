import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { processorTimes } from './processor-time.js';

describe('processor time', () => {
  it('of a process that works grows, where the system tells it', () => {
    const here = new Map([['here', process.pid]]);
    const before = processorTimes(here).get('here');
    for (const end = Date.now() + 60; Date.now() < end;) Math.sqrt(end);
    const after = processorTimes(here).get('here');
    if (existsSync('/proc/self/stat')) expect(after ?? 0).toBeGreaterThan(before ?? 0);
    else expect(after).toBeUndefined();
  });

  it('of a process that is gone is none', () => {
    expect(processorTimes(new Map([['gone', 2 ** 30]])).get('gone') ?? 0).toBe(0);
  });
});
