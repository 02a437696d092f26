import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseMapping } from './parse-mapping.js';

const read = (): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL('../../../../schemas/datasets/D01/mapping.json', import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

const verdictOn = (changes: Readonly<Record<string, unknown>>): string => {
  const changed = Object.fromEntries(Object.entries({ ...read(), ...changes }).filter(([, value]) => value !== undefined));
  const parsed = parseMapping(changed);
  return parsed.ok ? 'accepted' : parsed.failure;
};

const FORM = /closed form/;

describe('a mapping', () => {
  it('of the register of residents is accepted', () => {
    expect(verdictOn({})).toBe('accepted');
  });

  it.each([
    ['several columns of which any holds the key', { keys: { idNo: ['party_a', 'party_b'] } }],
    ['a list that holds the key', { keys: { idNo: 'id_no', member: { list: 'member_id_nos' } } }],
    ['a region that is no data item', { rowRegion: { column: 'region6' } }],
    ['no region at all', { rowRegion: undefined }],
    ['an interface instead of a table', { table: undefined, http: { path: '/residents/search', rows: '/data' } }],
    ['rows under an odd name', { table: undefined, http: { path: '/x', rows: '/a~1b/m~0n/0' } }],
    ['a file instead of a table', { table: undefined, csv: { file: 'residents.csv', types: { deathMark: 'boolean' } } }],
  ])('may name %s', (_what, changes) => {
    expect(verdictOn(changes)).toBe('accepted');
  });

  it.each([
    ['a column that is SQL', { columns: { idNo: 'id_no; drop table x' } }],
    ['a table that is SQL', { table: { schema: 'register', name: 'resident"; --' } }],
    ['a key column that is SQL', { keys: { idNo: ['a', "b' or 'a'='a"] } }],
    ['two sources', { csv: { file: 'residents.csv' } }],
    ['no source', { table: undefined }],
    ['a file outside its folder', { table: undefined, csv: { file: '../secret.csv' } }],
    ['an interface on another host', { table: undefined, http: { path: '//elsewhere/x' } }],
    ['rows at what is no JSON Pointer', { table: undefined, http: { path: '/x', rows: 'data' } }],
    ['rows at a JSON Pointer with a broken escape', { table: undefined, http: { path: '/x', rows: '/da~2ta' } }],
    ['an interface above its root', { table: undefined, http: { path: '/../admin' } }],
    ['a member nobody knows', { where: 'deathMark = false' }],
    ['no keys', { keys: {} }],
    ['a rule nobody knows', { predicates: { alive: { kind: 'sql', text: 'not death_mark' } } }],
    ['a condition nobody knows', { predicates: { alive: { kind: 'some', where: [{ item: 'deathMark', matches: '.*' }] } } }],
    [
      'a condition with two tests',
      { predicates: { alive: { kind: 'some', where: [{ item: 'deathMark', is: false, in: ['1'] }] } } },
    ],
  ])('is refused with %s', (_what, changes) => {
    expect(verdictOn(changes)).toMatch(FORM);
  });

  it.each([
    ['a region item that is not mapped', { rowRegion: 'region12' }, /rowRegion/],
    ['a rule on an item that is not mapped', { predicates: { alive: { kind: 'ageBand', item: 'born' } } }, /born/],
    [
      'a condition on an item that is not mapped',
      {
        predicates: {
          alive: {
            kind: 'some',
            where: [
              { item: 'deathMark', is: false },
              { item: 'hidden', is: true },
            ],
          },
        },
      },
      /hidden/,
    ],
    [
      'a second person found by what is no key',
      { predicates: { sameHousehold: { kind: 'sameAs', item: 'householdNo', key: 'name', argument: 'name2' } } },
      /no key/,
    ],
  ])('is refused with %s, and says where', (_what, changes, where) => {
    expect(verdictOn(changes)).toMatch(where);
  });
});
