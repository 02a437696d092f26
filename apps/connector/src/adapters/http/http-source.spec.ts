import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import {
  COUPLE_MAPPING,
  COUPLES,
  HOUSEHOLD_MAPPING,
  HOUSEHOLDS,
  type PreparedSource,
  sourceContract,
} from '../../application/source.contract.js';
import { HttpSource } from './http-source.js';
import { type Asked, json, TestInterface } from './test-interface.contract.js';

/** Looks for each value in the column of that name, and for a couple's first party in both columns. */
function searched(asked: Asked): readonly object[] {
  const wanted = Object.entries(JSON.parse(asked.body) as Record<string, string>);
  const rows: readonly object[] = asked.url === '/registers/couples' ? COUPLES : HOUSEHOLDS;
  return rows.filter((row) =>
    wanted.every(([column, value]) => {
      const own = row as Readonly<Record<string, unknown>>;
      const columns = column === 'a' ? ['a', 'b'] : [column];
      return columns.some((name) => [own[name]].flat().includes(value));
    }),
  );
}

const COUPLES_BY_HTTP: Mapping = { ...COUPLE_MAPPING, http: { path: '/registers/couples', rows: '/result/a~1b~0/0' } };

sourceContract(async (): Promise<PreparedSource> => {
  const server = await TestInterface.open();
  server.answering = (asked, response) => {
    const rows = searched(asked);
    json(response, asked.url === '/registers/couples' ? { result: { 'a/b~': [rows] } } : rows);
  };
  return {
    source: new HttpSource({ url: `${server.url}/` }),
    households: { ...HOUSEHOLD_MAPPING, http: { path: '/registers/households' } },
    couples: COUPLES_BY_HTTP,
    close: () => server.close(),
  };
});

describe('an HTTP source', () => {
  const households: Mapping = { ...HOUSEHOLD_MAPPING, http: { path: '/households' } };
  let server: TestInterface;
  let source: HttpSource;
  beforeEach(async () => {
    server = await TestInterface.open();
    source = new HttpSource({ url: `${server.url}/api` });
  });
  afterEach(async () => server.close());

  it('asks with POST, the value in the body: no access log holds a person’s number', async () => {
    await source.read(households, [{ householdNo: 'H-1' }]);
    expect(server.asked).toMatchObject([{ method: 'POST', url: '/api/households', body: '{"no":"H-1"}' }]);
    expect(server.asked[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('asks for several columns by the first, for a list by its column, for two keys by both', async () => {
    server.answering = (_asked, response) => json(response, { result: { 'a/b~': [[]] } });
    await source.read(COUPLES_BY_HTTP, [{ idNo: 'P' }]);
    await source.read(COUPLES_BY_HTTP, [{ child: 'X' }]);
    await source.read(COUPLES_BY_HTTP, [{ child: 'X', idNo: 'P' }]);
    expect(server.asked.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { a: 'P' },
      { children: 'X' },
      { children: 'X', a: 'P' },
    ]);
  });

  it('asks once for each distinct question, eight at a time, whatever the number of reads', async () => {
    const release: (() => void)[] = [];
    server.answering = (_asked, response) => {
      release.push(() => json(response, []));
      // All that can be there at once are there: a ninth would be seen before any is answered.
      if (server.atWork === 8 || server.asked.length > 32) for (const one of release.splice(0)) setImmediate(one);
    };
    const questions = (name: string): readonly { householdNo: string }[] =>
      Array.from({ length: 40 }, (_, place) => ({ householdNo: `${name}${String(place % 20)}` }));
    const answers = await Promise.all([source.read(households, questions('a')), source.read(households, questions('b'))]);
    expect(answers.map((rows) => rows.length)).toEqual([40, 40]);
    expect(server.asked).toHaveLength(40);
    expect(server.mostAtWork).toBe(8);
  });
});
