import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AuditConfig } from '@shutong/audit';
import type { ConnectorConfig } from '@shutong/connector';
import type { GatewayConfig } from '@shutong/gateway';
import type { NotaryConfig } from '@shutong/notary';
import type { ListenConfig } from '@shutong/platform';
import type { NodeFiles } from '@shutong/trust';
import { AUDIT, connectorOf, type Department, DEPARTMENTS, GATEWAY, NOTARY, SHARD } from '../demo-node.js';
import { ISSUER, logTokenFile } from '../keys/access-tokens.js';
import { asJson, type NodeHome, stateFolder, writePrivate } from '../node-home.js';
import { databaseConfig, databaseOf } from '../servers/database-roles.js';
import type { Servers } from '../servers/start-servers.js';
import type { AppPorts } from './app-ports.js';

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
  readonly connectors: readonly ConnectorConfig[];
}

/** One configuration for each app, the same whether the apps share a process or not. A process gets its own secrets only, by path. */
export function appConfigs(composition: Composition): AppConfigs {
  return {
    notary: notaryConfig(composition),
    audit: auditConfig(composition),
    gateway: gatewayConfig(composition),
    connectors: DEPARTMENTS.map((department) => connectorConfig(composition, department)),
  };
}

function notaryConfig({ home, files, epoch, servers, ports }: Composition): NotaryConfig {
  return {
    code: NOTARY,
    shard: SHARD,
    epoch,
    listen: loopback(ports.notary),
    kafka: { brokers: servers.kafka.brokers },
    postgres: databaseConfig(home, servers.postgres, 'shutong', 'notary'),
    directory: files.directory,
    logKey: files.key('log.pem'),
    markFile: join(stateFolder(home, 'notary'), 'mark.json'),
  };
}

function auditConfig({ home, files, servers, ports }: Composition): AuditConfig {
  return {
    code: AUDIT,
    listen: loopback(ports.audit),
    postgres: databaseConfig(home, servers.postgres, 'shutong', 'audit_reader'),
    directory: files.directory,
    tokens: { issuer: ISSUER, jwks: files.jwks },
  };
}

function gatewayConfig(composition: Composition): GatewayConfig {
  const { files, ports } = composition;
  return {
    code: GATEWAY,
    listen: loopback(ports.gateway),
    ...exchangePartner(composition, GATEWAY),
    idemKey: files.key('idem.key'),
    tokens: { issuer: ISSUER, jwks: files.jwks },
    ratePerSecond: RATE_PER_SECOND,
    regions: 'fixture',
  };
}

function connectorConfig(composition: Composition, department: Department): ConnectorConfig {
  const { home, servers, ports } = composition;
  const code = connectorOf(department);
  const { name, reader } = databaseOf(department);
  return {
    code,
    department: department.uscc,
    listen: loopback(ports.connectors[code] ?? 0),
    ...exchangePartner(composition, code),
    journal: join(stateFolder(home, code), 'journal'),
    source: { postgres: databaseConfig(home, servers.postgres, name, reader) },
    mappings: Object.fromEntries(department.datasets.map((dataset) => [dataset, mappingFile(dataset)])),
  };
}

function mappingFile(dataset: string): string {
  return fileURLToPath(new URL(`../../../../schemas/datasets/${dataset}/mapping.json`, import.meta.url));
}

type Partner = Omit<ConnectorConfig, 'code' | 'department' | 'listen' | 'journal' | 'source' | 'mappings'>;

/** What gateways and connectors have in common: they sign, seal, and pin the log's head. */
function exchangePartner({ home, files, servers, ports }: Composition, code: string): Partner {
  return {
    kafka: { brokers: servers.kafka.brokers },
    directory: files.directory,
    signKey: files.key(`${code}.sign.pem`),
    sealKey: files.key(`${code}.seal.pem`),
    pairKeys: files.pairs,
    pinFile: join(stateFolder(home, code), 'pin.json'),
    log: { url: `http://127.0.0.1:${String(ports.audit)}`, tokenFile: logTokenFile(home, code) },
  };
}

function loopback(port: number): ListenConfig {
  return { host: '127.0.0.1', port };
}

/** Path of each app's configuration file; of connectors by code. */
export interface ConfigFiles {
  readonly notary: string;
  readonly audit: string;
  readonly gateway: string;
  readonly connectors: Readonly<Record<string, string>>;
}

/** Writes the configuration files, named after the parties. */
export async function writeConfigs(home: NodeHome, configs: AppConfigs): Promise<ConfigFiles> {
  const write = async (config: { readonly code: string }): Promise<string> => {
    const path = join(home.configs, `${config.code}.json`);
    await writePrivate(path, asJson(config));
    return path;
  };
  const connectors = await Promise.all(configs.connectors.map(async (config) => [config.code, await write(config)] as const));
  return {
    notary: await write(configs.notary),
    audit: await write(configs.audit),
    gateway: await write(configs.gateway),
    connectors: Object.fromEntries(connectors),
  };
}
