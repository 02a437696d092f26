import { readFile } from 'node:fs/promises';
import { freePorts } from '@shutong/embedded';
import { connectorOf, DEPARTMENTS } from '../demo-node.js';
import { asJson, type NodeHome, writePrivate } from '../node-home.js';
import { StartFailure } from '../start-failure.js';

export interface AppPorts {
  readonly gateway: number;
  readonly notary: number;
  readonly audit: number;
  /** By code. */
  readonly connectors: Readonly<Record<string, number>>;
}

/** Every port by the name under which it is remembered. */
type Ports = Readonly<Record<string, number>>;

const CONNECTORS = DEPARTMENTS.map(connectorOf);
const NAMES = ['gateway', 'notary', 'audit', ...CONNECTORS];

/** The ports of the last run where they are free, so that addresses stay; `wanted` for the gateway is a demand and not a wish. */
export async function appPorts(home: NodeHome, wanted: number | undefined): Promise<AppPorts> {
  const last = await lastPorts(home);
  const found = await freePorts(NAMES.map((name) => (name === 'gateway' ? (wanted ?? last[name]) : last[name])));
  const ports: Ports = Object.fromEntries(NAMES.map((name, place) => [name, found[place] ?? 0]));
  const { gateway = 0, notary = 0, audit = 0 } = ports;
  if (wanted !== undefined && gateway !== wanted) {
    throw new StartFailure(1, `Port ${String(wanted)} is taken: stop the program that holds it, or choose another with --port.`);
  }
  await writePrivate(home.portsFile, asJson(ports));
  return { gateway, notary, audit, connectors: Object.fromEntries(CONNECTORS.map((code) => [code, ports[code] ?? 0])) };
}

async function lastPorts(home: NodeHome): Promise<Ports> {
  try {
    return JSON.parse(await readFile(home.portsFile, 'utf8')) as Ports;
  } catch {
    // The first run.
    return {};
  }
}
