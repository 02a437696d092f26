import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { MAX_ROWS, type Source } from './source.port.js';

/** Rows of a register of households as a source under test has to hold them. */
export interface HouseholdRow {
  readonly householdNo: string;
  readonly member: string;
  readonly isHead: boolean;
  readonly since: string | null;
}

export interface PreparedSource {
  readonly source: Source;
  readonly mapping: Mapping;
  close(): Promise<void>;
}

const LARGE = Array.from({ length: MAX_ROWS + 50 }, (_, place) => ({
  householdNo: 'H-large',
  member: `m${String(place).padStart(3, '0')}`,
  isHead: place === 0,
  since: null,
}));

export const HOUSEHOLDS: readonly HouseholdRow[] = [
  { householdNo: 'H-1', member: '张测', isHead: true, since: '2001-02-03' },
  { householdNo: 'H-1', member: '张小测', isHead: false, since: null },
  { householdNo: 'H-2', member: '李试', isHead: true, since: '1999-12-31' },
  ...LARGE,
];

/** What every source of a department promises (source.port.ts). `prepare` holds `HOUSEHOLDS`, keyed by householdNo. */
export function sourceContract(prepare: () => Promise<PreparedSource>): void {
  describe('a source', () => {
    let prepared: PreparedSource;
    beforeAll(async () => {
      prepared = await prepare();
    });
    afterAll(async () => prepared.close());

    const read = (...numbers: readonly string[]): ReturnType<Source['read']> =>
      prepared.source.read(
        prepared.mapping,
        numbers.map((householdNo) => ({ householdNo })),
      );

    it('answers many questions at their places, the same one twice, unknown ones with nothing', async () => {
      const answers = await read('H-2', 'H-none', 'H-1', 'H-2');
      expect(answers.map((rows) => rows.map(({ record }) => record['member']))).toEqual([
        ['李试'],
        [],
        ['张测', '张小测'],
        ['李试'],
      ]);
    });

    it('gives values in the form of the record schema and leaves absent ones out', async () => {
      const [[head, child] = []] = await read('H-1');
      expect(head).toEqual({ record: { householdNo: 'H-1', member: '张测', isHead: true, since: '2001-02-03' } });
      expect(child).toEqual({ record: { householdNo: 'H-1', member: '张小测', isHead: false } });
    });

    it('reads no more rows of a key than tell that there are too many', async () => {
      const [rows] = await read('H-large');
      expect(rows).toHaveLength(MAX_ROWS + 1);
    });

    it.each([`' or '1'='1`, `'; drop table household; --`, '%', ''])('takes %s for a value and nothing else', async (text) => {
      expect(await read(text, 'H-2')).toEqual([[], [{ record: expect.objectContaining({ member: '李试' }) }]]);
    });
  });
}
