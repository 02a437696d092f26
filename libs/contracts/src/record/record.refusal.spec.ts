import { describe, expect, it } from '@jest/globals';
import { parseCatalogue } from './catalogue.js';
import { parseDecided } from './decided.js';
import { parseDispatch } from './dispatch.js';
import { parseReply } from './reply.js';
import { isTickItem, parseTick } from './tick.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const DIGEST = `${'A'.repeat(42)}A`;
const HASH = `${'A'.repeat(42)}A=`;
const SEALED = `2026-11-22T08.q0x3Fh2u9sA.q0x3Fh2u9sA.${'A'.repeat(16)}.${'A'.repeat(40)}`;
const OPENINGS = `${ID}.${'A'.repeat(16)}.${'A'.repeat(40)}`;
const SEAL = { by: 'gw-1', kid: 'q0x3Fh2u9sA', n: 1, sig: 'A'.repeat(86) };
const HEAD = { note: 'log.example\n6\n', from: 4, consistency: [HASH] };
const PROVEN = { index: 4, leaf: '{}', path: [0] };

const TICK = { t: SEAL, items: [{ h: '{"v":1}', s: SEALED, o: OPENINGS }], okeys: [{ okid: ID, jwe: 'a.b.c.d.e' }] };
const DISPATCH = {
  head: HEAD,
  hashes: [HASH],
  items: [{ ...PROVEN, h: '{}', s: SEALED, tick: { ...SEAL, i: 0, path: [] } }],
  acks: [{ id: ID, index: 5 }],
};
const DECIDED = { head: HEAD, hashes: [HASH], items: [{ id: ID, ...PROVEN, d: DIGEST, was: [PROVEN] }], lagMs: 12 };
const REPLY = { t: SEAL, items: [{ id: ID, index: 4, lh: HASH, status: 'answered', sealed: SEALED }] };
const CATALOGUE = { head: HEAD, hashes: [HASH], document: '{}', ...PROVEN, retired: PROVEN };

/** The value of one place of a record changed; `undefined` takes the place away. */
function changed(record: unknown, place: string, value: unknown): unknown {
  const [name = '', ...rest] = place.split('.');
  if (Array.isArray(record))
    return record.map((item, index) => (String(index) === name ? at(item, rest, value) : (item as unknown)));
  return { ...(record as object), [name]: at((record as Record<string, unknown>)[name], rest, value) };
}

function at(member: unknown, rest: readonly string[], value: unknown): unknown {
  return rest.length === 0 ? value : changed(member, rest.join('.'), value);
}

const bytesOf = (record: unknown): Buffer => Buffer.from(JSON.stringify(record));

describe('the records these attacks start from', () => {
  it('are good', () => {
    const verdicts = [
      parseTick(bytesOf(TICK)),
      parseDispatch(bytesOf(DISPATCH)),
      parseDecided(bytesOf(DECIDED)),
      parseReply(bytesOf(REPLY)),
      parseCatalogue(bytesOf(CATALOGUE)),
    ];
    expect(verdicts.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });
});

describe('a tick is refused', () => {
  it.each([
    ['with an unknown member of its seal', 't.alg', 'none'],
    ['with an unknown member of an item', 'items.0.x', 1],
    ['without items', 'items', []],
    ['with an item of another type', 'items.0', 'h'],
    ['with a header that is an object', 'items.0.h', {}],
    ['with a header over 12 kB', 'items.0.h', 'x'.repeat(12_289)],
    ['with a sealed query over 24 kB', 'items.0.s', SEALED + 'A'.repeat(24_576)],
    ['with openings over 24 kB', 'items.0.o', OPENINGS + 'A'.repeat(24_576)],
    ['with a document over 200 kB', 'items.0.doc', 'x'.repeat(204_801)],
    ['with a sealed query in another form', 'items.0.s', 'sealed'],
    ['with an empty list of opening keys', 'okeys', []],
    ['with an opening key under a wrong name', 'okeys.0.okid', 'x'],
    ['with a count below one', 't.n', 0],
    ['with a count that is no integer', 't.n', 1.5],
    ['with a count beyond what a number can hold', 't.n', 2 ** 53],
    ['with a signature of 85 characters', 't.sig', 'A'.repeat(85)],
    ['with a signature whose last bits are not zero', 't.sig', `${'A'.repeat(85)}B`],
    ['with a key id in padded base64', 't.kid', 'q0x3Fh2u9sA='],
    ['with a line break behind its code', 't.by', 'gw-1\n'],
    ['with a code of 65 characters', 't.by', 'g'.repeat(65)],
    ['with null for a member', 'items.0.s', null],
  ])('%s', (_what, place, value) => {
    expect(parseTick(bytesOf(changed(TICK, place, value)))).toEqual({ ok: false, failure: 'RECORD_INVALID' });
  });

  const text = JSON.stringify(TICK);

  it.each([
    ['two of one key', text.replace('"n":1', '"n":1,"n":2')],
    ['two of one key, one of them escaped', text.replace('"n":1', String.raw`"n":1,"\u006e":2`)],
    ['the key __proto__', text.replace('{', '{"__proto__":{"okeys":[]},')],
    ['a lone surrogate', text.replace('gw-1', String.raw`gw\ud800`)],
    ['U+0000 inside a header', text.replace('{\\"v\\":1}', String.raw`{\"v\":\u0000}`)],
    ['a byte order mark', `\uFEFF${text}`],
    ['something behind its end', `${text}{}`],
    ['arrays in arrays', text.replace('"items":[', `"items":[${'['.repeat(9)}${']'.repeat(9)},`)],
  ])('with %s', (_what, value) => {
    expect(parseTick(Buffer.from(value)).ok).toBe(false);
  });

  it('with bytes that are not UTF-8', () => {
    const bytes = Buffer.from(text);
    bytes[bytes.indexOf('gw-1')] = 0xc0;
    expect(parseTick(bytes).ok).toBe(false);
  });
});

describe('an item is told from a good one before it condemns its tick', () => {
  const [item] = TICK.items;

  it('by its form and its lengths', () => {
    expect(isTickItem(item)).toBe(true);
    expect(isTickItem({ ...item, s: SEALED + 'A'.repeat(24_576) })).toBe(false);
    expect(isTickItem({ ...item, h: 'x'.repeat(12_289) })).toBe(false);
  });
});

describe('what the notary sends is refused', () => {
  it.each([
    ['a head without a note', 'head.note', ''],
    ['a head from below zero', 'head.from', -1],
    ['a consistency proof of unpadded hashes', 'head.consistency', ['A'.repeat(43)]],
    ['a consistency proof longer than any tree', 'head.consistency', Array<string>(64).fill(HASH)],
    ['an inclusion path longer than any tree', 'items.0.path', Array<number>(64).fill(0)],
    ['a path that names no place', 'items.0.path', [-1]],
    ['a leaf over 16 kB', 'items.0.leaf', 'x'.repeat(16_385)],
    ['an index as text', 'items.0.index', '4'],
    ['both an entry and a code', 'items.0.code', 'INTERNAL'],
    ['a follower that is not proven', 'items.0.was', [{ index: 4, leaf: '{}' }]],
    ['a digest of another length', 'items.0.d', 'A'.repeat(42)],
    ['a lag below zero', 'lagMs', -1],
    ['no items', 'items', []],
  ])('in a decided batch: %s', (_what, place, value) => {
    expect(parseDecided(bytesOf(changed(DECIDED, place, value))).ok).toBe(false);
  });

  it.each([
    ['a query without its sealed question', 'items.0.s', undefined],
    ['a query without its place in the tick', 'items.0.tick', undefined],
    ['an acknowledgement of nothing', 'acks.0', { id: ID }],
    ['an acknowledgement of both', 'acks.0', { id: ID, index: 5, code: 'INTERNAL' }],
  ])('in a dispatch: %s', (_what, place, value) => {
    expect(parseDispatch(bytesOf(changed(DISPATCH, place, value))).ok).toBe(false);
  });

  it.each([
    ['a document over 200 kB', 'document', 'x'.repeat(204_801)],
    ['a retirement without proof', 'retired', { index: 4 }],
  ])('in the catalogue: %s', (_what, place, value) => {
    expect(parseCatalogue(bytesOf(changed(CATALOGUE, place, value))).ok).toBe(false);
  });
});

describe('a reply is refused', () => {
  it.each([
    ['of a third status', 'items.0.status', 'partly'],
    ['that failed but holds an answer', 'items.0.status', 'failed'],
    ['with reasons beside its answer', 'items.0.why', ['SOURCE_DOWN']],
    ['with an answer over 400 kB', 'items.0.sealed', SEALED + 'A'.repeat(540_000)],
    ['with a leaf hash in base64url', 'items.0.lh', `${'_'.repeat(42)}A=`],
    ['with a reason in words', 'items.0', { ...REPLY.items[0], sealed: undefined, status: 'failed', why: ['it is down'] }],
    ['without a reason', 'items.0', { id: ID, index: 4, lh: HASH, status: 'failed', why: [] }],
  ])('%s', (_what, place, value) => {
    expect(parseReply(bytesOf(changed(REPLY, place, value))).ok).toBe(false);
  });
});
