import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromInstant, systemRandomness } from '@shutong/kernel';
import { fieldSalt, newEntrySalt } from '../commitment/commitment.js';
import { loadJwk } from '../keys/jwk-file.js';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { unwrapContentKey } from './content-key.js';
import { openOpening } from './open-opening.js';
import { OpeningSealer } from './opening-sealer.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const START = fromInstant('2026-11-22T12:59:00.000Z') ?? 0;
const VALUES = { op: { dept: '11990104MB9100059W', no: 'mz-0042' }, case: 'DB-2026-000381' };

describe('openings', () => {
  let node: TestNode;
  let now = START;
  beforeAll(async () => {
    node = await testNode();
  });
  afterAll(() => node.remove());

  const sealer = (): OpeningSealer => new OpeningSealer(node.directory.audit, { now: () => now }, systemRandomness);

  it('open for the audit key, with salts and values', async () => {
    const openings = sealer();
    const salt = newEntrySalt(systemRandomness);
    const o = await openings.seal(ID, salt, VALUES);
    const [announced] = openings.okeysDue([o]);
    const key = await unwrapContentKey(announced?.jwe ?? '', await loadJwk(node.files.key('audit.jwk')));
    if (key === undefined) throw new Error('the audit unwraps');
    expect(key.okid).toBe(announced?.okid);
    const opened = openOpening(key, ID, o);
    expect(opened).toEqual({ salts: { op: fieldSalt(salt, 'op'), case: fieldSalt(salt, 'case') }, values: VALUES });
  });

  it('carry their key in the first tick and once a minute', async () => {
    now = START;
    const openings = sealer();
    const first = await openings.seal(ID, newEntrySalt(systemRandomness), VALUES);
    expect(openings.okeysDue([first])).toHaveLength(1);
    expect(openings.okeysDue([first])).toHaveLength(0);
    now += 59_999;
    expect(openings.okeysDue([first])).toHaveLength(0);
    now += 1;
    expect(openings.okeysDue([first])).toHaveLength(1);
  });

  it('change their key with the hour, and a late tick still carries the old one', async () => {
    now = START;
    const openings = sealer();
    const before = await openings.seal(ID, newEntrySalt(systemRandomness), VALUES);
    now += 60_000;
    const after = await openings.seal(ID, newEntrySalt(systemRandomness), VALUES);
    expect(before.split('.')[0]).not.toBe(after.split('.')[0]);
    expect(openings.okeysDue([before, after])).toHaveLength(2);
  });

  it('stay closed for another entry, another key and bent text', async () => {
    const openings = sealer();
    const o = await openings.seal(ID, newEntrySalt(systemRandomness), VALUES);
    const audit = await loadJwk(node.files.key('audit.jwk'));
    const key = await unwrapContentKey(openings.okeysDue([o])[0]?.jwe ?? '', audit);
    if (key === undefined) throw new Error('the audit unwraps');
    expect(openOpening(key, 'AAAAAAAAAAAAAAAAAAAAAA', o)).toBeUndefined();
    expect(openOpening(key, ID, `${o.slice(0, -2)}AA`)).toBeUndefined();
    expect(openOpening({ ...key, okid: 'another' }, ID, o)).toBeUndefined();
    expect(await unwrapContentKey(key.jwe, await loadJwk(node.files.key('token.jwk')))).toBeUndefined();
    expect(await unwrapContentKey('no.jwe', audit)).toBeUndefined();
  });
});
