import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { Health, type HttpApp, startHttp } from '@shutong/platform';
import { decodeBundle, openCheckpoint, parsePolicy } from '@shutong/tlog';
import { Directory, issueToken, loadJwk, loadLogKey, makeNodeKeys, TokenVerifier } from '@shutong/trust';
import { Registry } from 'prom-client';
import { AuditModule } from '../../audit.module.js';
import { growLog, naiveTile, ORIGIN } from '../../application/grown-log.contract.js';
import { MemoryRecords } from '../../application/memory-records.contract.js';

const ISSUER = 'urn:shutong:identity';
const SIZE = 300;

describe('the read API', () => {
  const records = new MemoryRecords();
  let home: string;
  let http: HttpApp;
  let directory: Directory;
  let tokenFor: (scopes: readonly string[], audience?: string) => Promise<string>;
  let reader: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'audit-'));
    const plan = { origin: ORIGIN, epoch: '2026h2', shard: 's0', gateways: ['gw-1'], connectors: [], services: [], pairs: [] };
    const files = await makeNodeKeys(home, plan, systemRandomness);
    directory = await Directory.load(files.directory);
    const issuerKey = await loadJwk(files.key('token.jwk'));
    tokenFor = (scopes, audience = ORIGIN) =>
      issueToken(
        issuerKey,
        { issuer: ISSUER, audience, system: 'auditor', scopes, lifetimeSeconds: 60 },
        systemClock,
        systemRandomness,
      );
    records.log = growLog(SIZE, await loadLogKey(files.key('log.pem')));
    const tokens = await TokenVerifier.load({ issuer: ISSUER, jwks: files.jwks, audience: ORIGIN }, systemClock);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const module = AuditModule.of({ health: new Health('audit-1', []), registry: new Registry(), records, directory, tokens });
    http = await startHttp(module, { listen: { host: '127.0.0.1', port: 0 }, log });
    reader = await tokenFor(['log:tiles', 'log:entries']);
  });
  afterAll(async () => {
    await http.app.close();
    await rm(home, { recursive: true });
  });

  const get = (path: string, token?: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${http.url}/${path}`, {
      ...init,
      headers: { ...init.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
  const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());
  const problemOf = async (answer: Response): Promise<[number, string | undefined]> => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    return [answer.status, ((await answer.json()) as { code?: string }).code];
  };

  it('gives anybody the checkpoint and the policy that it meets', async () => {
    const checkpoint = await get('checkpoint');
    expect([checkpoint.headers.get('content-type'), checkpoint.headers.get('cache-control')]).toEqual([
      'text/plain; charset=utf-8',
      'no-cache',
    ]);
    expect(openCheckpoint(await bytesOf(checkpoint), directory.vkey)).toMatchObject({
      ok: true,
      value: { origin: ORIGIN, size: SIZE },
    });
    const policy = await get('policy');
    expect(policy.headers.get('cache-control')).toBe('max-age=60');
    expect(parsePolicy(await bytesOf(policy))).toMatchObject({ ok: true, value: { origin: ORIGIN, quorum: 'none' } });
  });

  it('serves tiles for good', async () => {
    const leaves = records.log?.leaves ?? [];
    for (const [path, expected] of [
      ['tile/0/000', naiveTile(leaves, 0, 0, 256)],
      ['tile/0/001.p/44', naiveTile(leaves, 0, 1, 44)],
      ['tile/0/001.p/3', naiveTile(leaves, 0, 1, 3)],
      ['tile/1/000.p/1', naiveTile(leaves, 1, 0, 1)],
    ] as const) {
      const tile = await get(path, reader);
      expect([path, tile.status, tile.headers.get('cache-control')]).toEqual([path, 200, 'max-age=31536000, immutable']);
      expect(tile.headers.get('content-type')).toBe('application/octet-stream');
      expect(await bytesOf(tile)).toEqual(expected);
    }
  });

  it('answers HEAD as GET, without the bytes', async () => {
    const tile = await get('tile/0/000', reader, { method: 'HEAD' });
    expect([tile.status, (await bytesOf(tile)).length]).toEqual([200, 0]);
    expect((await get('tile/0/000', undefined, { method: 'HEAD' })).status).toBe(401);
  });

  it('serves bundles to private caches, in gzip where it is accepted', async () => {
    const zipped = await get('tile/entries/000', reader, { headers: { 'accept-encoding': 'gzip' } });
    const plain = await get('tile/entries/001.p/44', reader, { headers: { 'accept-encoding': 'identity' } });
    expect([zipped.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null]);
    expect(zipped.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const entries = [...(decodeBundle(await bytesOf(zipped), 256) ?? []), ...(decodeBundle(await bytesOf(plain), 44) ?? [])];
    expect(entries.map((entry) => Buffer.from(entry).toString())).toEqual(records.log?.entries.map((entry) => entry.toString()));
  });

  it('proves, finds and gives out single entries', async () => {
    const inclusion = await get(`proof/inclusion?index=7&size=${SIZE}`, reader);
    expect(await inclusion.text()).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 7\n/);
    const consistency = await get(`proof/consistency?from=256&to=${SIZE}`, reader);
    expect(await consistency.json()).toMatchObject({ from: 256, to: SIZE, hashes: [expect.stringMatching(/=$/)] });
    const id = records.log?.ids[6] ?? '';
    expect(await (await get(`by-id/${id}`, reader)).json()).toEqual({ id, indices: [6, 7] });
    expect(await (await get('entry/7', reader)).text()).toBe(records.log?.entries[7]?.toString());
  });

  it.each([
    'tile/0/000',
    'tile/entries/000',
    `proof/inclusion?index=0&size=${SIZE}`,
    'proof/consistency?from=1&to=2',
    'entry/0',
    'by-id/x',
  ])('asks for a token of this log: %s', async (path) => {
    const without = await get(path);
    expect(without.headers.get('www-authenticate')).toBe('Bearer realm="log"');
    expect(await problemOf(without)).toEqual([401, 'TOKEN_INVALID']);
    const foreign = await get(path, await tokenFor(['log:tiles', 'log:entries'], 'urn:shutong:gateway'));
    expect(foreign.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(await problemOf(foreign)).toEqual([401, 'TOKEN_INVALID']);
  });

  it('keeps who asks whom from readers of hashes, and the other way round', async () => {
    const tiles = await tokenFor(['log:tiles']);
    const entries = await tokenFor(['log:entries']);
    for (const path of ['tile/entries/000', 'entry/0', 'by-id/AAAAAAAAAAAAAAAAAAAAAA']) {
      expect(await problemOf(await get(path, tiles))).toEqual([403, 'SCOPE_MISSING']);
    }
    for (const path of ['tile/0/000', `proof/inclusion?index=0&size=${SIZE}`, 'proof/consistency?from=1&to=2']) {
      expect(await problemOf(await get(path, entries))).toEqual([403, 'SCOPE_MISSING']);
    }
  });

  it.each([
    'tile/0/002',
    'tile/0/001',
    'tile/0/001.p/45',
    'tile/1/000.p/2',
    'tile/2/000.p/1',
    'tile/entries/001',
    'tile/entries/001.p/45',
    'tile/0/000.p/256',
    'tile/0/000.p/0',
    'tile/0/0',
    'tile/00/000',
    'tile/64/000',
    'tile/0/x000/000',
    'tile/%30/000',
    'tile/0/000?x=1',
    'tile/0/000/',
    'tile/63/x999/x999/x999/x999/999',
    'tile/entries',
    'entry/300',
    'entry/07',
    'entry/%37',
    'entry/-1',
    'entry/7?x',
    'by-id/short',
    'table/short',
    `table/${'A'.repeat(43)}`,
    'proof/inclusion?index=300&size=300',
    'proof/inclusion?index=0&size=301',
    'proof/inclusion?index=0&size=299',
    'proof/consistency?from=1&to=301',
  ])('has nothing at %s', async (path) => {
    expect(await problemOf(await get(path, reader))).toEqual([404, 'ROUTE_UNKNOWN']);
  });

  it.each([
    'proof/inclusion',
    'proof/inclusion?index=1',
    'proof/inclusion?index=01&size=300',
    'proof/inclusion?index=1&index=2&size=300',
    'proof/consistency?from=0&to=5',
    'proof/consistency?from=6&to=5',
    'proof/consistency?from=1e2&to=300',
  ])('says what is wrong with %s', async (path) => {
    expect(await problemOf(await get(path, reader))).toEqual([400, 'QUERY_SCHEMA']);
  });
});
