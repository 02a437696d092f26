import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Mapping } from '@shutong/contracts';
import { READ_MS, SourceFailure } from '../../application/source.port.js';
import { Unreadable } from '../unreadable.js';
import { HttpSource } from './http-source.js';
import { type Answering, TestInterface } from './test-interface.contract.js';

const PERSON = '990104190001010017';
const OTHER = '990104190001010025';

const mapping: Mapping = {
  name: 'students',
  dataset: 'D19@1',
  http: { path: '/students/search', rows: '/data' },
  keys: { idNo: 'id_no', guardian: { list: 'guardians' }, either: ['id_no', 'former_id_no'] },
  columns: { idNo: 'id_no', grade: 'grade' },
};

const student = { id_no: PERSON, grade: '3', guardians: [OTHER] };

describe('an HTTP source does not take', () => {
  let home: string;
  let server: TestInterface;
  let source: HttpSource;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'http-source-'));
    server = await TestInterface.open();
    source = new HttpSource({ url: server.url });
  });
  afterEach(async () => {
    await server.close();
    await rm(home, { recursive: true });
  });

  const failure = async (keys: Readonly<Record<string, string>> = { idNo: PERSON }, from = source): Promise<SourceFailure> => {
    const caught: unknown = await from.read(mapping, [keys]).catch((error: unknown) => error);
    if (!(caught instanceof SourceFailure)) throw new Error('the read was not refused');
    // Nothing that a query or an answer holds, at any depth of the error.
    expect(inspect(caught, { depth: 9 })).not.toMatch(/9901041900|secret/);
    return caught;
  };
  const rowsOf = async (keys: Readonly<Record<string, string>> = { idNo: PERSON }): Promise<unknown> =>
    (await source.read(mapping, [keys]))[0]?.map(({ record }) => record);
  const typed =
    (type: string | undefined, body: string | Buffer, more: Readonly<Record<string, string>> = {}): Answering =>
    (_asked, response) =>
      void response.writeHead(200, { ...(type !== undefined && { 'content-type': type }), ...more }).end(body);
  const answer = (value: unknown): Answering => typed('application/json', JSON.stringify(value));
  const GOOD = JSON.stringify({ data: [student] });

  it.each<[string, Answering]>([
    ['a redirect', (_asked, response) => void response.writeHead(307, { location: `${server.url}/elsewhere` }).end()],
    ['a refusal', (_asked, response) => void response.writeHead(403, { 'content-type': 'application/json' }).end(GOOD)],
    ['another success', (_asked, response) => void response.writeHead(206, { 'content-type': 'application/json' }).end(GOOD)],
    ['an empty answer', (_asked, response) => void response.writeHead(204).end()],
    ['a page of HTML', typed('text/html', '<html>secret</html>')],
    ['JSON under another name', typed('application/problem+json', GOOD)],
    ['JSON in GBK', typed('application/json; charset=gbk', GOOD)],
    ['JSON without a name', typed(undefined, GOOD)],
    ['what is no JSON', typed('application/json', '{"data":[{"grade":"secret"')],
    ['bytes that are not UTF-8', typed('application/json', Buffer.from([0x22, 0xd5, 0xc5, 0x22]))],
    ['one name twice', typed('application/json', `{"data":[],"data":[{"id_no":"${PERSON}"}]}`)],
    ['a prototype', typed('application/json', '{"data":[{"__proto__":{"grade":"secret"}}]}')],
    ['a body of 5 MB', typed('application/json', JSON.stringify({ data: [{ ...student, grade: 'x'.repeat(5_000_000) }] }))],
    [
      '5 MB squeezed into a few kB',
      typed('application/json', gzipSync(`{"data":[${' '.repeat(5_000_000)}]}`), { 'content-encoding': 'gzip' }),
    ],
    ['a body without end', (_asked, response) => endless(response)],
    ['depth', typed('application/json', `{"data":${'['.repeat(40)}${']'.repeat(40)}}`)],
    ['a row instead of a list', answer({ data: student })],
    ['a list somewhere else', answer({ rows: [student] })],
    ['a list of lists', answer({ data: [[student]] })],
    ['a list with a hole', answer({ data: [student, null] })],
    ['a number instead of an identity number', answer({ data: [{ ...student, id_no: Number(PERSON) }] })],
    ['a whole number that arrives changed', answer({ data: [{ ...student, grade: Number.MAX_SAFE_INTEGER + 1 }] })],
    ['a connection that ends early', (_asked, response) => cut(response)],
  ])('%s', async (_attack, answering) => {
    server.answering = answering;
    expect((await failure()).code).toBe('SOURCE_DOWN');
    expect(server.asked.map(({ url }) => url)).toEqual(['/students/search']);
  });

  it('a text or numbers where a list of texts has to be', async () => {
    server.answering = answer({ data: [{ ...student, guardians: OTHER }] });
    expect((await failure({ guardian: OTHER })).code).toBe('SOURCE_DOWN');
    server.answering = answer({ data: [{ ...student, guardians: [1] }] });
    expect((await failure({ guardian: OTHER })).code).toBe('SOURCE_DOWN');
  });

  it('rows of other people, though the interface returns them', async () => {
    server.answering = answer({ data: [{ ...student, id_no: OTHER }, student, { grade: '1' }, { ...student, id_no: null }] });
    expect(await rowsOf()).toEqual([{ idNo: PERSON, grade: '3' }]);
    expect(await rowsOf({ either: PERSON })).toEqual([{ idNo: PERSON, grade: '3' }]);
    expect(await rowsOf({ guardian: PERSON })).toEqual([]);
    expect(await rowsOf({ idNo: PERSON.slice(0, 17) })).toEqual([]);
    expect(await rowsOf({ idNo: OTHER, guardian: PERSON })).toEqual([]);
  });

  it('members that the mapping does not name, nor null for a value', async () => {
    server.answering = answer({ data: [{ ...student, disability: 'secret', grade: null }] });
    expect(await rowsOf()).toEqual([{ idNo: PERSON }]);
  });

  it('a name of Object.prototype for a column that is there', async () => {
    const inherited = { ...mapping, columns: { idNo: 'id_no', grade: 'constructor', toString: '__proto__' } };
    server.answering = answer({ data: [student] });
    expect(await source.read(inherited, [{ idNo: PERSON }])).toEqual([[{ record: { idNo: PERSON } }]]);
    const keyed = { ...mapping, keys: { idNo: 'constructor' } };
    server.answering = answer({ data: [{ ...student, constructor: PERSON }] });
    expect(await source.read(keyed, [{ idNo: PERSON }])).toEqual([[{ record: { idNo: PERSON, grade: '3' } }]]);
  });

  it('two values for one column: the interface could be told one only', async () => {
    expect((await failure({ idNo: PERSON, either: OTHER })).code).toBe('SOURCE_DOWN');
    expect(server.asked).toEqual([]);
  });

  it('a question without a key, or with one that the mapping lacks', async () => {
    server.answering = answer({ data: [student] });
    expect([(await failure({})).code, (await failure({ toString: PERSON })).code]).toEqual(['SOURCE_DOWN', 'SOURCE_DOWN']);
    expect(server.asked).toEqual([]);
  });

  it('an answer past the time for a read, neither late nor dripping; and lets its requests go', async () => {
    server.answering = () => undefined;
    const since = performance.now();
    const late = Array.from({ length: 20 }, (_, place) => source.read(mapping, [{ idNo: `silent${String(place)}` }]));
    const drip = failure();
    expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(late.map(() => 'rejected'));
    expect(await drip).toMatchObject({ code: 'SOURCE_TIMEOUT' });
    expect(performance.now() - since).toBeLessThan(READ_MS * 2);
    server.answering = (_asked, response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[');
    expect(await failure()).toMatchObject({ code: 'SOURCE_TIMEOUT' });
    server.answering = answer({ data: [student] });
    expect(await rowsOf()).toHaveLength(1);
  });

  it('anything where nobody listens', async () => {
    await server.close();
    const { code, cause } = await failure();
    expect([code, cause]).toEqual(['SOURCE_DOWN', new Unreadable('The interface is not reached: ECONNREFUSED.')]);
    server = await TestInterface.open();
  });

  describe('a token file', () => {
    const withToken = async (text: string, mode: number): Promise<HttpSource> => {
      const tokenFile = join(home, 'token');
      await rm(tokenFile, { force: true });
      await writeFile(tokenFile, text);
      await chmod(tokenFile, mode);
      return new HttpSource({ url: server.url, tokenFile });
    };

    it.each([
      ['that others may read', 'secret-token\n', 0o644],
      ['that is empty', '\n', 0o600],
      ['with a second header in it', 'secret\r\nX-Admin: 1\n', 0o600],
      ['with what is no token', '机密secret', 0o600],
    ])('%s', async (_fault, text, mode) => {
      const { code, cause } = await failure({ idNo: PERSON }, await withToken(text, mode));
      expect([code, cause]).toEqual([
        'SOURCE_DOWN',
        new Unreadable('The token file is missing, open to others or holds no bearer token.'),
      ]);
      expect(server.asked).toEqual([]);
    });

    it('that is not there; but takes a good one, and the next one at its next use', async () => {
      const authorized = await withToken('first-secret\n', 0o600);
      await authorized.read({ ...mapping, http: { path: '/x' } }, [{ idNo: PERSON }]);
      await withToken('second-secret==\n', 0o600);
      await authorized.read({ ...mapping, http: { path: '/x' } }, [{ idNo: PERSON }]);
      expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer first-secret', 'Bearer second-secret==']);
      await rm(join(home, 'token'));
      expect(await failure({ idNo: PERSON }, authorized)).toMatchObject({ code: 'SOURCE_DOWN' });
    });
  });
});

function endless(response: Parameters<Answering>[1]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const more = (): void => {
    if (response.destroyed) return;
    response.write(' '.repeat(100_000), () => setImmediate(more));
  };
  more();
}

function cut(response: Parameters<Answering>[1]): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"data":[', () => response.destroy());
}
