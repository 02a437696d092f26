import { readFile } from 'node:fs/promises';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { makeNodeKeys } from '@shutong/trust';
import { appConfigs, type ConfigFiles, writeConfigs } from './apps/app-configs.js';
import { appPorts } from './apps/app-ports.js';
import { AppFleet } from './apps/app-fleet.js';
import { writeEraseConfig } from './apps/erase-config.js';
import { awaitOk } from './await-http.js';
import { AUDIT, connectorOf, DATASETS, DEPARTMENTS, epochAt, GATEWAY, keyPlan, LOW_INCOME_SYSTEM, NOTARY } from './demo-node.js';
import { enterFacts } from './facts/enter-facts.js';
import { makeTopics } from './make-topics.js';
import { NodeDoor } from './node-door.js';
import type { NodeHome } from './node-home.js';
import type { NodeLife } from './node-life.js';
import type { NodeOptions } from './node-options.js';
import { letErase } from './servers/let-erase.js';
import { makeDatabases } from './servers/make-databases.js';
import { seedDepartments } from './servers/seed-departments.js';
import { type Servers, startServers } from './servers/start-servers.js';

const DEFAULT_RESIDENTS = 50_000;
const CATALOGUE_PATIENCE_MS = 15_000;

/** Builds the node from its parts, in the only order in which each finds what it needs. Resolves when queries are answered. */
export async function composeNode(
  home: NodeHome,
  life: NodeLife,
  options: NodeOptions,
): Promise<{ gateway: string; log: string }> {
  const { tell } = options;
  const epoch = await epochOf(home);
  const [servers, files] = await Promise.all([
    startServers(home, life, options.servers ?? {}, tell),
    makeNodeKeys(home.folder, keyPlan(epoch), systemRandomness),
  ]);
  if (files.made.length > 0) tell(`Made ${String(files.made.length)} keys under ${files.keys}.`);
  await Promise.all([makeDatabases(home, servers.postgres), makeTopics(home, servers.kafka.brokers, tell)]);

  const ports = await appPorts(home, options.port);
  const door = await NodeDoor.open(home, files, epoch, tell);
  life.add('the token refresh', () => Promise.resolve(door.close()));
  const composition = { home, files, epoch, servers, ports };
  const configs = await writeConfigs(home, appConfigs(composition));
  await writeEraseConfig(composition);
  const fleet = new AppFleet(home, life, options);
  await Promise.all([
    launchLog(fleet, configs).then(async () => letErase(home, servers.postgres)),
    seedDepartments(home, servers.postgres, options.residents ?? DEFAULT_RESIDENTS, tell),
  ]);
  // Connectors look at their sources when they start, and the gateway's first question needs one.
  await launchConnectors(fleet, configs);
  const gateway = await fleet.launch({ role: 'gateway', code: GATEWAY, configFile: configs.gateway });

  await enterFacts(home, { gateway, files, epoch, tokenOf: (service) => door.tokenOf(service) }, tell);
  const token = door.tokenOf(LOW_INCOME_SYSTEM);
  await Promise.all(DATASETS.map((code) => awaitOk(`${gateway}/v1/datasets/${code}`, CATALOGUE_PATIENCE_MS, token)));
  const log = `http://127.0.0.1:${String(ports.audit)}`;
  await door.announce({ gateway, log, processes: [...fleet.processes(), ...serverProcesses(servers)] });
  return { gateway, log };
}

/** The epoch of the node's first start: its keys, origin and log belong to it. */
async function epochOf(home: NodeHome): Promise<string> {
  const text = await readFile(home.directoryFile, 'utf8').catch(() => undefined);
  if (text === undefined) return epochAt(systemClock.now());
  const { origin } = JSON.parse(text) as { readonly origin: string };
  return origin.slice(origin.lastIndexOf('/') + 1);
}

/** Log first, then its reader: the read side finds the schema that the notary's migrations make. */
async function launchLog(fleet: AppFleet, configs: ConfigFiles): Promise<void> {
  await fleet.launch({ role: 'notary', code: NOTARY, configFile: configs.notary });
  await fleet.launch({ role: 'audit', code: AUDIT, configFile: configs.audit });
}

async function launchConnectors(fleet: AppFleet, { connectors }: ConfigFiles): Promise<void> {
  const codes = DEPARTMENTS.map(connectorOf);
  await fleet.launchTogether(
    'the connectors',
    codes.map((code) => ({ role: 'connector', code, configFile: connectors[code] ?? '' })),
  );
}

function serverProcesses({ postgres, kafka }: Servers): readonly { readonly name: string; readonly pid: number }[] {
  const own = [
    { name: 'postgres', pid: postgres.pid },
    { name: 'kafka', pid: kafka.pid },
  ];
  return own.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]));
}
