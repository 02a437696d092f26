import { toBase64, toBase64Url } from '@shutong/kernel';
import fc from 'fast-check';
import type { CatalogueRecord } from './catalogue.js';
import type { DeadLetter } from './dead-letter.js';
import type { DecidedBatch } from './decided.js';
import type { DispatchBatch } from './dispatch.js';
import type { Head } from './head.js';
import type { ReplyTick } from './reply.js';
import type { Tick, TickSeal } from './tick.js';

const bytes = (length: number): fc.Arbitrary<string> =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((chosen) => toBase64Url(chosen));
const id = bytes(16);
const digest = bytes(32);
const kid = bytes(8);
const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((chosen) => toBase64(chosen));
const count = fc.maxSafeNat();
const positive = count.map((n) => Math.max(1, n));
const code = fc.stringMatching(/^[A-Za-z0-9@._:-]{1,64}$/);
const reason = fc.stringMatching(/^[A-Z][A-Z0-9_]{1,63}$/);
const sealed = fc
  .tuple(kid, kid, bytes(12), fc.uint8Array({ minLength: 17, maxLength: 200 }))
  .map(([gateway, department, nonce, box]) => `2026-11-22T08.${gateway}.${department}.${nonce}.${toBase64Url(box)}`);
const opening = fc
  .tuple(id, bytes(12), fc.uint8Array({ minLength: 17, maxLength: 200 }))
  .map(([okid, nonce, box]) => `${okid}.${nonce}.${toBase64Url(box)}`);
/** Any text that PostgreSQL and JSON can hold. */
const text = fc.string({ unit: 'grapheme', minLength: 2, maxLength: 100 }).filter((chosen) => !chosen.includes('\0'));
const path = fc.array(fc.nat({ max: 1_000 }), { maxLength: 63 });

const seal: fc.Arbitrary<TickSeal> = fc.record({ by: code, kid, n: positive, sig: bytes(64) });
const head: fc.Arbitrary<Head> = fc.record({
  note: text,
  from: count,
  consistency: fc.array(hash, { maxLength: 63 }),
});
const hashes = fc.array(hash, { maxLength: 20 });
const proven = { index: count, leaf: text, path };

export const ticks: fc.Arbitrary<Tick> = fc.record(
  {
    t: seal,
    items: fc.array(fc.record({ h: text, s: sealed, o: opening, doc: text }, { requiredKeys: ['h'] }), {
      minLength: 1,
      maxLength: 5,
    }),
    okeys: fc.array(fc.record({ okid: id, jwe: fc.constant('e30..aXY.Ym94.dGFn') }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['t', 'items'] },
);

export const dispatches: fc.Arbitrary<DispatchBatch> = fc.record(
  {
    head,
    hashes,
    items: fc.array(
      fc.record({
        ...proven,
        h: text,
        s: sealed,
        tick: fc.record({ by: code, kid, n: positive, i: count, path, sig: bytes(64) }),
      }),
      { maxLength: 4 },
    ),
    acks: fc.array(fc.oneof(fc.record({ id, index: count }), fc.record({ id, code: reason })), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['head', 'hashes', 'items'] },
);

export const decisions: fc.Arbitrary<DecidedBatch> = fc.record({
  head,
  hashes,
  items: fc.array(
    fc.oneof(
      fc.record(
        { id, ...proven, d: digest, was: fc.array(fc.record(proven), { maxLength: 3 }) },
        { requiredKeys: ['id', 'index', 'leaf', 'path'] },
      ),
      fc.record({ id, d: digest, code: fc.constantFrom('IDEMPOTENCY_CONFLICT', 'NOT_ENTITLED', 'HEADER_INVALID', 'INTERNAL') }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  lagMs: count,
});

export const replies: fc.Arbitrary<ReplyTick> = fc.record({
  t: seal,
  items: fc.array(
    fc.oneof(
      fc.record({ id, index: count, lh: hash, status: fc.constant('answered' as const), sealed }),
      fc.record({
        id,
        index: count,
        lh: hash,
        status: fc.constant('failed' as const),
        why: fc.array(reason, { minLength: 1, maxLength: 3 }),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
});

export const publications: fc.Arbitrary<CatalogueRecord> = fc.record(
  { head, hashes, document: text, ...proven, retired: fc.record(proven) },
  { requiredKeys: ['head', 'hashes', 'document', 'index', 'leaf', 'path'] },
);

export const deadLetters: fc.Arbitrary<DeadLetter> = fc.record(
  {
    from: fc.record({ topic: code, offset: count, item: count }, { requiredKeys: ['topic', 'offset'] }),
    at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
    code: fc.constantFrom('RECORD_INVALID', 'PROOF_INVALID', 'INTERNAL'),
    by: code,
    id,
    value: fc.uint8Array({ maxLength: 60 }).map((chosen) => toBase64Url(chosen)),
  },
  { requiredKeys: ['from', 'at', 'code', 'value'] },
);
