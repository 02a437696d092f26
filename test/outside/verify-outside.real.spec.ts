import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { startAudit } from '@shutong/audit';
import { systemClock, systemRandomness, toBase64 } from '@shutong/kernel';
import { Directory, issueToken, loadJwk, loadLogKey, makeNodeKeys } from '@shutong/trust';
import { insertLog, notaryDatabase } from '../../apps/audit/src/adapters/pg/notary-schema.contract.js';
import { growLog, ORIGIN } from '../../apps/audit/src/application/grown-log.contract.js';

const SCRIPT = fileURLToPath(new URL('./verify-outside.mjs', import.meta.url));
/** Those of test/vectors/tlog/tree-sizes.json: around the tile borders of three levels. */
const SIZES = [1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 70_000];
const run = promisify(execFile);

/** What the outside verifier says; exit code 2 means that it could not be asked on this machine (no Go, no module proxy). */
async function askOutside(args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  try {
    const { stdout } = await run(process.execPath, [SCRIPT, ...args]);
    return { code: 0, said: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, said: stdout };
  }
}

it('a public verifier confirms the served log at nine sizes, where Go is at hand', async () => {
  const home = await mkdtemp(join(tmpdir(), 'outside-'));
  const plan = { origin: ORIGIN, epoch: '2026h2', shard: 's0', gateways: ['gw-1'], connectors: [], services: [], pairs: [] };
  const files = await makeNodeKeys(home, plan, systemRandomness);
  const database = await notaryDatabase();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const config = {
    code: 'audit-1',
    listen: { host: '127.0.0.1', port: 0 } as const,
    postgres: database.target,
    directory: files.directory,
    tokens: { issuer: 'urn:shutong:identity', jwks: files.jwks },
  };
  const audit = await startAudit(config, { log, fatal: () => undefined });
  const grant = {
    issuer: 'urn:shutong:identity',
    audience: ORIGIN,
    system: 'outside',
    scopes: ['log:tiles', 'log:entries'],
    lifetimeSeconds: 600,
  };
  const token = await issueToken(await loadJwk(files.key('token.jwk')), grant, systemClock, systemRandomness);
  const { vkey } = (await Directory.load(files.directory)).vkey;
  const key = await loadLogKey(files.key('log.pem'));
  let from = 0;
  for (const size of SIZES) {
    const grown = growLog(size, key);
    await insertLog(database.pool, grown, from);
    from = size;
    const { code, said } = await askOutside(['--url', audit.url, '--vkey', vkey, '--token', token]);
    if (code === 2) break;
    expect([size, code, said]).toEqual([
      size,
      0,
      expect.stringContaining(`size     ${size}\nroot     ${toBase64(grown.root)}\n`),
    ]);
  }
  await audit.stop();
  await database.drop();
  await rm(home, { recursive: true });
}, 600_000);
