import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson, systemRandomness, toBase64Url } from '@shutong/kernel';
import fc from 'fast-check';
import { commit, commitAll, fieldSalt } from '../commitment/commitment.js';
import { openBox, sealBox } from '../sealing/box.js';
import type { ContentKey } from './content-key.js';
import { eraseFields } from './erase-fields.js';
import { openingAad, openOpening } from './open-opening.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const KEY: ContentKey = { okid: 'A'.repeat(22), jwe: '', key: createSecretKey(Buffer.alloc(32, 7)) };

// Strict JSON refuses `__proto__`, so no header and no opening has a field of that name.
const names = fc.stringMatching(/^[A-Za-z0-9@._:-]{1,64}$/).filter((name) => name !== '__proto__');
const fields = fc.uniqueArray(fc.oneof(fc.constantFrom('subject', 'op', 'query', 'case', 'toString', '0'), names), {
  minLength: 1,
  maxLength: 8,
});
const salts = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** A value that nothing else in the plaintext can be taken for. */
const valueOf = (field: string): unknown => ({ t: 'idNo', v: `value of ${field}` });
const valuesOf = (names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.map((name) => [name, valueOf(name)]));

function sealed(entrySalt: Uint8Array, names: readonly string[]): string {
  return sealedText({ salt: toBase64Url(entrySalt), values: valuesOf(names) });
}

function sealedText(plaintext: unknown): string {
  return `${KEY.okid}.${sealBox(KEY.key, openingAad(ID), canonicalJson(plaintext), systemRandomness)}`;
}

function plaintextOf(text: string): string {
  const [, nonce = '', body = ''] = text.split('.');
  return Buffer.from(openBox(KEY.key, openingAad(ID), nonce, body) ?? []).toString();
}

const erase = (text: string | undefined, names: readonly string[]): string | undefined =>
  text === undefined ? undefined : eraseFields(KEY, ID, text, names, systemRandomness);

describe('an opening after fields were erased', () => {
  it('opens the commitment of every other field and of no erased one', () => {
    fc.assert(
      fc.property(salts, fields, fc.integer({ min: 0, max: 8 }), (entrySalt, names, count) => {
        const [erased, kept] = [names.slice(0, count), names.slice(count)];
        const c = commitAll(entrySalt, valuesOf(names));
        const rest = erase(sealed(entrySalt, names), erased);
        const opened = rest === undefined ? undefined : openOpening(KEY, ID, rest);
        expect(Object.keys(opened?.values ?? {}).toSorted()).toEqual(kept.toSorted());
        for (const field of kept) expect(commit(opened?.salts[field] ?? new Uint8Array(), opened?.values[field])).toBe(c[field]);
      }),
    );
  });

  it('holds neither salt nor value of an erased field, nor the salt that every field’s salt follows from', () => {
    fc.assert(
      fc.property(salts, fields, (entrySalt, names) => {
        const [erased = ''] = names;
        const rest = erase(sealed(entrySalt, names), [erased]);
        const plaintext = rest === undefined ? '' : plaintextOf(rest);
        expect(plaintext).not.toContain(toBase64Url(entrySalt));
        expect(plaintext).not.toContain(toBase64Url(fieldSalt(entrySalt, erased)));
        expect(plaintext).not.toContain(canonicalJson(valueOf(erased)));
      }),
    );
  });

  it('is the same text when they are erased again', () => {
    fc.assert(
      fc.property(salts, fields, (entrySalt, names) => {
        const [erased = ''] = names;
        const once = erase(sealed(entrySalt, names), [erased]);
        expect(erase(once, [erased])).toBe(once);
        expect(erase(once, ['never there', erased])).toBe(once);
      }),
    );
  });

  it('says the same in whatever order they went', () => {
    fc.assert(
      fc.property(salts, fields, fc.array(fc.nat({ max: 7 })), (entrySalt, names, order) => {
        const erased = order.map((place) => names[place] ?? 'another');
        const inTurn = (fieldsInTurn: readonly string[]): string | undefined =>
          fieldsInTurn.reduce<string | undefined>((text, field) => erase(text, [field]), sealed(entrySalt, names));
        const texts = [inTurn(erased), inTurn(erased.toReversed())];
        if (erased.length > 0) texts.push(erase(sealed(entrySalt, names), erased));
        const plaintexts = texts.map((text) => (text === undefined ? undefined : openOpening(KEY, ID, text)));
        expect(new Set(plaintexts.map((opened) => JSON.stringify(opened))).size).toBe(1);
      }),
    );
  });

  it('gives up the entry’s salt also for a field of which it holds no value: the salt would open a guess', () => {
    const entrySalt = new Uint8Array(32).fill(3);
    const rest = erase(sealed(entrySalt, ['op']), ['subject']);
    expect(plaintextOf(rest ?? '')).not.toContain(toBase64Url(entrySalt));
  });
});

describe('an opening that is none of ours', () => {
  const salt = toBase64Url(new Uint8Array(32).fill(1));
  it.each([
    ['both forms at once', { salt, salts: { op: salt }, values: { op: 1 } }],
    ['no salt', { values: { op: 1 } }],
    ['a salt without its value', { salts: { op: salt, subject: salt }, values: { op: 1 } }],
    ['a value without its salt', { salts: { op: salt }, values: { op: 1, subject: 2 } }],
    ['the salt of another field', { salts: { subject: salt }, values: { op: 1 } }],
    ['a short salt', { salts: { op: 'AAAA' }, values: { op: 1 } }],
    ['a list of values', { salt, values: ['op'] }],
    ['something more', { salt, values: { op: 1 }, more: 1 }],
  ])('with %s does not open and is not sealed again', (_, plaintext) => {
    const text = sealedText(plaintext);
    expect(openOpening(KEY, ID, text)).toBeUndefined();
    expect(() => erase(text, ['op'])).toThrow('does not open');
  });

  it('of another entry is not sealed again either', () => {
    const text = sealed(new Uint8Array(32), ['op', 'case']);
    expect(() => eraseFields(KEY, 'AAAAAAAAAAAAAAAAAAAAAA', text, ['op'], systemRandomness)).toThrow('does not open');
  });
});
