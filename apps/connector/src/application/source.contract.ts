import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { type KeyValues, MAX_ROWS, type Source } from './source.port.js';

/** Rows of a register of households as a source under test has to hold them; null is what the source has for nothing. */
export interface HouseholdRow {
  readonly no: string;
  readonly member: string;
  readonly is_head: boolean;
  readonly since: string | null;
}

/** Rows of a register of couples, with two columns of one key, a list and a region. */
export interface CoupleRow {
  readonly no: string;
  readonly a: string;
  readonly b: string | null;
  readonly children: readonly string[];
  readonly region6: string | null;
  /** No column of the mapping. */
  readonly secret: string;
}

/** A mapping but for the place, which is the adapter's own. */
type Placeless = Omit<Mapping, 'table' | 'http' | 'csv'>;

export const HOUSEHOLD_MAPPING: Placeless = {
  name: 'households',
  dataset: 'D99@1',
  keys: { householdNo: 'no' },
  columns: { householdNo: 'no', member: 'member', isHead: 'is_head', since: 'since' },
};

export const COUPLE_MAPPING: Placeless = {
  name: 'couples',
  dataset: 'D98@1',
  keys: { idNo: ['a', 'b'], child: { list: 'children' }, no: 'no' },
  columns: { no: 'no', a: 'a', b: 'b' },
  rowRegion: { column: 'region6' },
};

export interface PreparedSource {
  readonly source: Source;
  readonly households: Mapping;
  readonly couples: Mapping;
  close(): Promise<void>;
}

const LARGE = Array.from({ length: MAX_ROWS + 50 }, (_, place) => ({
  no: 'H-large',
  member: `m${String(place).padStart(3, '0')}`,
  is_head: place === 0,
  since: null,
}));

export const HOUSEHOLDS: readonly HouseholdRow[] = [
  { no: 'H-1', member: '张测', is_head: true, since: '2001-02-03' },
  { no: 'H-1', member: '张小测', is_head: false, since: null },
  { no: 'H-2', member: '李试', is_head: true, since: '1999-12-31' },
  ...LARGE,
];

export const COUPLES: readonly CoupleRow[] = [
  { no: '1', a: 'P', b: 'Q', children: ['X', 'Y'], region6: '990104', secret: 's1' },
  { no: '2', a: 'Q', b: 'R', children: [], region6: '990102', secret: 's2' },
  { no: '3', a: 'S', b: 'S', children: ['Y'], region6: null, secret: 's3' },
  { no: '4', a: 'T', b: null, children: ['X'], region6: '990104', secret: 's4' },
];

const NOBODY = [
  `' or '1'='1`,
  `'; drop table household; --`,
  '%',
  '',
  '{P,Q}',
  '["P"]',
  '__proto__',
  'constructor',
  'P,Q',
  'X;Y',
];

/** What every source of a department promises (source.port.ts). `prepare` holds `HOUSEHOLDS` and `COUPLES`. */
export function sourceContract(prepare: () => Promise<PreparedSource>): void {
  describe('a source', () => {
    let prepared: PreparedSource;
    beforeAll(async () => {
      prepared = await prepare();
    });
    afterAll(async () => prepared.close());

    const read = (...numbers: readonly string[]): ReturnType<Source['read']> =>
      prepared.source.read(
        prepared.households,
        numbers.map((householdNo) => ({ householdNo })),
      );
    const couples = async (...questions: readonly KeyValues[]): Promise<readonly (readonly string[])[]> => {
      const found = await prepared.source.read(prepared.couples, questions);
      return found.map((rows) => rows.map(({ record }) => String(record['no'])).toSorted());
    };
    const couplesBy = (key: string, ...values: readonly string[]): ReturnType<typeof couples> =>
      couples(...values.map((value) => ({ [key]: value })));

    it('answers many questions at their places, the same one twice, unknown ones with nothing', async () => {
      const answers = await read('H-2', 'H-none', 'H-1', 'H-2');
      expect(answers.map((rows) => rows.map(({ record }) => record['member']))).toEqual([
        ['李试'],
        [],
        ['张测', '张小测'],
        ['李试'],
      ]);
    });

    it('answers as many questions as may be at work', async () => {
      const answers = await read(
        ...Array.from({ length: 256 }, (_, place) => (place % 2 === 0 ? `H-no${String(place)}` : 'H-2')),
      );
      expect(answers.map((rows) => rows.length)).toEqual(Array.from({ length: 256 }, (_, place) => place % 2));
    });

    it('gives values in the form of the record schema and leaves absent ones out', async () => {
      const [[head, child] = []] = await read('H-1');
      expect(head).toEqual({ record: { householdNo: 'H-1', member: '张测', isHead: true, since: '2001-02-03' } });
      expect(child).toEqual({ record: { householdNo: 'H-1', member: '张小测', isHead: false } });
      expect(Object.keys(child?.record ?? {})).not.toContain('since');
    });

    it('reads no more rows of a key than tell that there are too many', async () => {
      const [rows] = await read('H-large');
      expect(rows).toHaveLength(MAX_ROWS + 1);
    });

    it('finds by any of a key’s columns: either party, one record for two who both ask, once though both columns hold it', async () => {
      expect(await couplesBy('idNo', 'P', 'Q', 'R', 'S', 'T', 'U')).toEqual([['1'], ['1', '2'], ['2'], ['3'], ['4'], []]);
    });

    it('finds who is in a list', async () => {
      expect(await couplesBy('child', 'Y', 'Z', 'X')).toEqual([['1', '3'], [], ['1', '4']]);
    });

    it('finds by two keys at once what has both, whatever their order', async () => {
      const questions = [
        { idNo: 'Q', no: '2' },
        { idNo: 'P', no: '2' },
        { no: '1', idNo: 'Q' },
      ];
      expect(await couples(...questions)).toEqual([['2'], [], ['1']]);
      expect(await couples({ child: 'Y', idNo: 'S' }, { child: 'X', idNo: 'S' })).toEqual([['3'], []]);
    });

    it('says where a record belongs, beside the record, and nothing where the source says nothing', async () => {
      expect(await prepared.source.read(prepared.couples, [{ no: '1' }, { no: '3' }])).toEqual([
        [{ record: { no: '1', a: 'P', b: 'Q' }, region: '990104' }],
        [{ record: { no: '3', a: 'S', b: 'S' } }],
      ]);
    });

    it.each(NOBODY)('takes %j for a value and nothing else', async (text) => {
      expect(await read(text, 'H-2')).toEqual([[], [{ record: expect.objectContaining({ member: '李试' }) }]]);
      expect([await couplesBy('idNo', text), await couplesBy('child', text)]).toEqual([[[]], [[]]]);
    });

    it('answers reads that run at the same time each with its own rows', async () => {
      const reads = await Promise.all(['H-1', 'H-2', 'H-none', 'H-1'].map((no) => read(no)));
      expect(reads.map(([rows]) => rows?.length)).toEqual([2, 1, 0, 2]);
    });
  });
}
