import { join } from 'node:path';
import type { EraseConfig } from '@shutong/audit';
import { AUDIT, GATEWAY, SHARD } from '../demo-node.js';
import { factsTokenFile } from '../keys/access-tokens.js';
import { asJson, writePrivate } from '../node-home.js';
import { databaseConfig, OPENING_ERASER } from '../servers/database-roles.js';
import type { Composition } from './app-configs.js';

/** Writes what a person needs to run the audit's erase program (docs/privacy.md). No app of the node reads it: none has the audit key. */
export async function writeEraseConfig({ home, files, servers, ports }: Composition): Promise<void> {
  const config: EraseConfig = {
    code: AUDIT,
    shard: SHARD,
    postgres: databaseConfig(home, servers.postgres, 'shutong', OPENING_ERASER),
    directory: files.directory,
    auditKey: files.key('audit.jwk'),
    signKey: files.key(`${AUDIT}.sign.pem`),
    gateway: { url: `http://127.0.0.1:${String(ports.gateway)}`, code: GATEWAY, tokenFile: factsTokenFile(home, AUDIT) },
  };
  await writePrivate(join(home.configs, `${AUDIT}-erase.json`), asJson(config));
}
