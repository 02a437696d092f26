import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { openCheckpoint } from '@shutong/tlog';
import { Directory, loadLogKey, makeNodeKeys, type NodeFiles } from '@shutong/trust';
import type { FreshDatabase } from '../../../libs/store/src/fresh-database.contract.js';
import { insertLog, notaryDatabase } from './adapters/pg/notary-schema.contract.js';
import { growLog, ORIGIN } from './application/grown-log.contract.js';
import type { AuditConfig } from './audit-config.js';
import { startAudit } from './start-audit.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const context = { log, fatal: () => undefined };

describe('the audit app', () => {
  let home: string;
  let files: NodeFiles;
  let database: FreshDatabase;
  let config: AuditConfig;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'audit-'));
    const plan = { origin: ORIGIN, epoch: '2026h2', shard: 's0', gateways: ['gw-1'], connectors: [], services: [], pairs: [] };
    files = await makeNodeKeys(home, plan, systemRandomness);
    database = await notaryDatabase();
    config = {
      code: 'audit-1',
      listen: { host: '127.0.0.1', port: 0 },
      postgres: database.target,
      directory: files.directory,
      tokens: { issuer: 'urn:shutong:identity', jwks: files.jwks },
    };
  });
  afterAll(async () => {
    await database.drop();
    await rm(home, { recursive: true });
  });

  it('serves the log of its directory as soon as there is one, and leaves nothing open', async () => {
    const app = await startAudit(config, context);
    expect((await fetch(`${app.url}/checkpoint`)).status).toBe(404);
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ code: 'audit-1', ready: true, waiting: {} });
    await insertLog(database.pool, growLog(257, await loadLogKey(files.key('log.pem'))));
    const { vkey } = await Directory.load(files.directory);
    const checkpoint = await (await fetch(`${app.url}/checkpoint`)).text();
    expect(openCheckpoint(checkpoint, vkey)).toMatchObject({ ok: true, value: { origin: ORIGIN, size: 257 } });
    await app.stop();
    await expect(fetch(`${app.url}/checkpoint`)).rejects.toThrow();
  });

  it('does not start without its database', async () => {
    await expect(startAudit({ ...config, postgres: { ...config.postgres, port: 1 } }, context)).rejects.toThrow();
  });
});
