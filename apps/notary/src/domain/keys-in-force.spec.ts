import { describe, expect, it } from '@jest/globals';
import { KeysInForce } from './keys-in-force.js';

const added = { who: 'gw-1', key: 'K', act: 'add', from: 100 } as const;

describe('keys in force', () => {
  it('hold from their instant on', () => {
    const keys = KeysInForce.none.with(added);
    expect(keys.holds('gw-1', 'K', 99)).toBe(false);
    expect(keys.holds('gw-1', 'K', 100)).toBe(true);
  });

  it('belong to one party', () => {
    expect(KeysInForce.none.with(added).holds('gw-2', 'K', 100)).toBe(false);
    expect(KeysInForce.none.holds('gw-1', 'K', 100)).toBe(false);
  });

  it('end with a removal and are not brought back by a start', () => {
    const keys = KeysInForce.none.with(added).with({ ...added, act: 'remove', from: 200 });
    expect(keys.holds('gw-1', 'K', 199)).toBe(true);
    expect(keys.holds('gw-1', 'K', 200)).toBe(false);
    expect(keys.knows('gw-1', 'K')).toBe(true);
  });

  it('stay as they were when a change is thrown away', () => {
    const keys = KeysInForce.none.with(added);
    keys.with({ ...added, act: 'remove', from: 0 });
    expect(keys.holds('gw-1', 'K', 100)).toBe(true);
  });
});
