import { describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { type KeyValues, Source, SourceFailure } from '../application/source.port.js';
import type { SourceRow } from '../domain/answer/source-row.js';
import { MappedSource } from './mapped-source.js';
import { Unreadable } from './unreadable.js';

class NamedSource extends Source {
  fault: unknown;

  constructor(private readonly name: string) {
    super();
  }

  override read(_mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    if (this.fault !== undefined) return Promise.reject(this.fault as Error);
    return Promise.resolve(questions.map(() => [{ record: { from: this.name } }]));
  }
}

const plain = { dataset: 'D19@1', keys: { idNo: 'id_no' }, columns: { idNo: 'id_no' } };
const byTable: Mapping = { ...plain, name: 'table', table: { schema: 'register', name: 'student' } };
const byHttp: Mapping = { ...plain, name: 'http', http: { path: '/students' } };
const byCsv: Mapping = { ...plain, name: 'csv', csv: { file: 'students.csv' } };

describe('the sources of a department', () => {
  const [postgres, http, csv] = [new NamedSource('postgres'), new NamedSource('http'), new NamedSource('csv')];
  const told: unknown[] = [];
  const log = { warn: (fields: object, sentence: string) => void told.push([fields, sentence]) };

  it('are each read by the mappings that name them', async () => {
    const source = new MappedSource({ postgres, http, csv }, log);
    const rows = await Promise.all([byTable, byHttp, byCsv].map((mapping) => source.read(mapping, [{ idNo: 'x' }])));
    expect(rows.map(([found]) => found?.[0]?.record['from'])).toEqual(['postgres', 'http', 'csv']);
  });

  it('do not stand in for one that is not configured', async () => {
    const source = new MappedSource({ postgres, http }, log);
    await expect(source.read(byCsv, [{ idNo: 'x' }])).rejects.toMatchObject({ code: 'SOURCE_DOWN' });
  });

  it('tell each trouble once, without a word of an error that may quote values', async () => {
    told.length = 0;
    const source = new MappedSource({ postgres, csv }, log);
    const fail = async (mapping: Mapping, fault: unknown): Promise<void> => {
      for (const one of [postgres, csv]) one.fault = fault;
      await expect(source.read(mapping, [{ idNo: 'x' }])).rejects.toBe(fault);
      for (const one of [postgres, csv]) one.fault = undefined;
    };
    const wrong = new SourceFailure('SOURCE_DOWN', new Unreadable('It has no header line.'));
    await fail(byCsv, wrong);
    await fail(byCsv, wrong);
    await fail(byTable, new SourceFailure('SOURCE_TIMEOUT', new Error('value 990104190001010017 is wrong')));
    await source.read(byCsv, [{ idNo: 'x' }]);
    await fail(byCsv, wrong);
    expect(told).toMatchObject([
      [{ mapping: 'csv', why: 'SOURCE_DOWN' }, 'It has no header line.'],
      [{ mapping: 'table', why: 'SOURCE_TIMEOUT' }, 'The source cannot be read.'],
      [{ mapping: 'csv', why: 'SOURCE_DOWN' }, 'It has no header line.'],
    ]);
    expect(JSON.stringify(told)).not.toContain('9901041900');
  });
});
