import { describe, expect, it } from '@jest/globals';
import { DeadLetters } from './dead-letters.js';
import { type OutRecord } from './out-record.js';
import { refuseTombstones } from './tombstones.js';

function letterBox() {
  const records: OutRecord[] = [];
  const dead = new DeadLetters(
    {
      send: async (sent) => {
        records.push(...sent);
      },
    },
    { now: () => Date.UTC(2026, 10, 22, 8, 0, 0, 7) },
  );
  return { dead, records };
}

describe('a dead letter', () => {
  it('says what was refused where, when and why, and keeps the bytes', async () => {
    const { dead, records } = letterBox();
    const value = Buffer.from('{"v":1}');
    await dead.put([
      { topic: 'submissions.s0', offset: 812n, item: 3, code: 'NOT_ENTITLED', by: 'sw-conn-1', id: 'D7hy', value },
    ]);
    expect(records.map(({ topic, schema }) => ({ topic, schema }))).toEqual([{ topic: 'submissions.s0.dead', schema: 'dead' }]);
    expect(JSON.parse(String(records[0]?.value))).toEqual({
      from: { topic: 'submissions.s0', offset: 812, item: 3 },
      at: '2026-11-22T08:00:00.007Z',
      code: 'NOT_ENTITLED',
      by: 'sw-conn-1',
      id: 'D7hy',
      value: 'eyJ2IjoxfQ',
    });
  });

  it('takes the place of a tombstone, and the other records go on', async () => {
    const { dead, records } = letterBox();
    const full = { offset: 6n, timestamp: 1, value: Buffer.from('{}'), headers: {} };
    const batch = {
      topic: 'replies.gw-1',
      partition: 0,
      records: [{ offset: 5n, timestamp: 1, value: null, headers: {} }, full],
    };
    expect(await refuseTombstones(batch, dead)).toEqual([full]);
    expect(JSON.parse(String(records[0]?.value))).toMatchObject({
      from: { topic: 'replies.gw-1', offset: 5 },
      code: 'RECORD_INVALID',
      value: '',
    });
  });
});
