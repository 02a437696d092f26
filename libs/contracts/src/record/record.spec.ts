import { describe, expect, it } from '@jest/globals';
import type { Result } from '@shutong/kernel';
import fc from 'fast-check';
import { parseCatalogue } from './catalogue.js';
import { parseDeadLetter } from './dead-letter.js';
import { parseDecided } from './decided.js';
import { parseDispatch } from './dispatch.js';
import { parseReply } from './reply.js';
import { encodeRecord, MAX_RECORD_BYTES } from './shape.js';
import { deadLetters, decisions, dispatches, publications, replies, ticks } from './test-records.contract.js';
import { parseTick } from './tick.js';

type Parser = (value: Uint8Array | null) => Result<object, 'RECORD_INVALID'>;

const RECORDS: readonly (readonly [name: string, records: fc.Arbitrary<object>, parse: Parser])[] = [
  ['a tick', ticks, parseTick],
  ['a dispatch batch', dispatches, parseDispatch],
  ['a decided batch', decisions, parseDecided],
  ['a reply tick', replies, parseReply],
  ['a catalogue record', publications, parseCatalogue],
  ['a dead letter', deadLetters, parseDeadLetter],
];

describe.each(RECORDS)('%s', (_name, records, parse) => {
  it('reads as it was written', () => {
    fc.assert(
      fc.property(records, (record) => {
        expect(parse(encodeRecord(record))).toEqual({ ok: true, value: record });
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with any member more, at its top', () => {
    fc.assert(
      fc.property(records, fc.stringMatching(/^[a-z]{6,9}$/), (record, name) => {
        expect(parse(encodeRecord({ ...record, [name]: 1 })).ok).toBe(Object.hasOwn(record, name));
      }),
      { numRuns: 20 },
    );
  });

  it('is refused with any member less that is not optional', () => {
    fc.assert(
      fc.property(records, (record) => {
        for (const name of Object.keys(record)) {
          const { [name]: _gone, ...rest } = record as Record<string, unknown>;
          expect(parse(encodeRecord(rest)).ok).toBe(['okeys', 'acks', 'retired', 'by', 'id'].includes(name));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is refused as a tombstone, as nothing, as a list, as other bytes', () => {
    const junk = ['', 'null', '[]', '"tick"', '{}', '{"v":1}'].map((text) => Buffer.from(text));
    for (const value of [null, ...junk, Buffer.from([0xff, 0xfe, 0x7b])]) {
      expect(parse(value)).toEqual({ ok: false, failure: 'RECORD_INVALID' });
    }
  });
});

it('takes a record of 600,000 bytes and none of one byte more', () => {
  const [frame] = fc.sample(ticks, { numRuns: 1, seed: 1 });
  const tick = (h: string): Buffer =>
    encodeRecord({ t: frame?.t, items: [...Array<unknown>(50).fill({ h: 'x'.repeat(11_800) }), { h }] });
  const rest = MAX_RECORD_BYTES - tick('xx').length + 2;
  expect(rest).toBeLessThan(12_288);
  expect(parseTick(tick('x'.repeat(rest))).ok).toBe(true);
  expect(parseTick(tick('x'.repeat(rest + 1))).ok).toBe(false);
});
