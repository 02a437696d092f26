import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditConfig } from '@shutong/audit';
import type { ConnectorConfig } from '@shutong/connector';
import type { GatewayConfig } from '@shutong/gateway';
import type { NotaryConfig } from '@shutong/notary';
import type { NodeFiles } from '@shutong/trust';
import { AUDIT, GATEWAY, NOTARY, POLICE, POLICE_CONNECTOR, SHARD } from '../demo-node.js';
import { ISSUER, logTokenFile } from '../keys/access-tokens.js';
import { asJson, type NodeHome, stateFolder, writePrivate } from '../node-home.js';
import { databaseConfig } from '../servers/database-roles.js';
import type { Servers } from '../servers/start-servers.js';
import type { AppPorts } from './app-ports.js';

const D01_MAPPING = fileURLToPath(new URL('../../../../schemas/datasets/D01/mapping.json', import.meta.url));
const RATE_PER_SECOND = 1000;

export interface Composition {
  readonly home: NodeHome;
  readonly files: NodeFiles;
  readonly epoch: string;
  readonly servers: Servers;
  readonly ports: AppPorts;
}

export interface AppConfigs {
  readonly notary: NotaryConfig;
  readonly audit: AuditConfig;
  readonly gateway: GatewayConfig;
  readonly connector: ConnectorConfig;
}

/** One configuration for each app, the same whether the apps share a process or not. A process gets its own secrets only, by path. */
export function appConfigs({ home, files, epoch, servers, ports }: Composition): AppConfigs {
  const { directory, jwks } = files;
  const kafka = { brokers: servers.kafka.brokers };
  const listen = (app: keyof AppPorts): { host: '127.0.0.1'; port: number } => ({ host: '127.0.0.1', port: ports[app] });
  const database = databaseConfig.bind(undefined, home, servers.postgres);
  const log = (code: string): { url: string; tokenFile: string } => ({
    url: `http://127.0.0.1:${String(ports.audit)}`,
    tokenFile: logTokenFile(home, code),
  });
  const pinFile = (code: string): string => join(stateFolder(home, code), 'pin.json');
  const seals = (code: string): { signKey: string; sealKey: string; pairKeys: string } => ({
    signKey: files.key(`${code}.sign.pem`),
    sealKey: files.key(`${code}.seal.pem`),
    pairKeys: files.pairs,
  });
  return {
    notary: {
      code: NOTARY,
      shard: SHARD,
      epoch,
      listen: listen('notary'),
      kafka,
      postgres: database('shutong', 'notary'),
      directory,
      logKey: files.key('log.pem'),
      markFile: join(stateFolder(home, 'notary'), 'mark.json'),
    },
    audit: {
      code: AUDIT,
      listen: listen('audit'),
      postgres: database('shutong', 'audit_reader'),
      directory,
      tokens: { issuer: ISSUER, jwks },
    },
    gateway: {
      code: GATEWAY,
      listen: listen('gateway'),
      kafka,
      directory,
      ...seals(GATEWAY),
      idemKey: files.key('idem.key'),
      pinFile: pinFile(GATEWAY),
      tokens: { issuer: ISSUER, jwks },
      log: log(GATEWAY),
      ratePerSecond: RATE_PER_SECOND,
    },
    connector: {
      code: POLICE_CONNECTOR,
      department: POLICE,
      listen: listen('connector'),
      kafka,
      directory,
      ...seals(POLICE_CONNECTOR),
      pinFile: pinFile(POLICE_CONNECTOR),
      journal: join(stateFolder(home, POLICE_CONNECTOR), 'journal'),
      source: { postgres: database('dept_ga', 'ga_reader') },
      mappings: { D01: D01_MAPPING },
      log: log(POLICE_CONNECTOR),
    },
  };
}

/** Path of each app's configuration file. */
export type ConfigFiles = Readonly<Record<keyof AppConfigs, string>>;

/** Writes the configuration files, named after the parties. */
export async function writeConfigs(home: NodeHome, configs: AppConfigs): Promise<ConfigFiles> {
  const write = async (config: { readonly code: string }): Promise<string> => {
    const path = join(home.configs, `${config.code}.json`);
    await writePrivate(path, asJson(config));
    return path;
  };
  return {
    notary: await write(configs.notary),
    audit: await write(configs.audit),
    gateway: await write(configs.gateway),
    connector: await write(configs.connector),
  };
}
