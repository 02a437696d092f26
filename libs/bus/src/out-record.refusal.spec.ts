import { describe, expect, it } from '@jest/globals';
import { type OutRecord, refusalOf, toMessage } from './out-record.js';

function aRecord(change: Partial<OutRecord> = {}): OutRecord {
  return { topic: 'submissions.s0', schema: 'tick', value: Buffer.from('{}'), ...change };
}

describe('a record that must not leave', () => {
  it('is refused here when it is over 600 kB, because the broker would refuse its neighbours with it', () => {
    expect(refusalOf(aRecord({ value: Buffer.alloc(600_000) }))).toBeUndefined();
    expect(refusalOf(aRecord({ value: Buffer.alloc(600_001) }))).toMatchObject({
      code: 'RECORD_TOO_LARGE',
      isNothingSent: true,
    });
  });

  it('may be larger as a dead letter, which holds a whole foreign record in base64url', () => {
    expect(refusalOf(aRecord({ topic: 'submissions.s0.dead', schema: 'dead', value: Buffer.alloc(1_400_000) }))).toBeUndefined();
  });

  it('is refused in the compacted catalogue without a key', () => {
    expect(refusalOf(aRecord({ topic: 'catalogue', schema: 'catalogue' }))?.code).toBe('KEY_MISSING');
    expect(refusalOf(aRecord({ topic: 'catalogue', schema: 'catalogue', key: '' }))?.code).toBe('KEY_MISSING');
    expect(refusalOf(aRecord({ topic: 'catalogue', schema: 'catalogue', key: 'D01@1' }))).toBeUndefined();
  });

  it('is refused for a topic nobody declared', () => {
    expect(refusalOf(aRecord({ topic: 'changes.D01' }))?.code).toBe('TOPIC_UNDECLARED');
  });
});

describe('the headers of a record', () => {
  it('name the schema and carry the trace on, or begin one', () => {
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(toMessage(aRecord({ traceparent: given })).headers).toEqual({ schema: 'tick', traceparent: given });
    expect(toMessage(aRecord()).headers?.['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });
});
