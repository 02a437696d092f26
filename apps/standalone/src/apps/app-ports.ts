import { readFile } from 'node:fs/promises';
import { freePorts } from '@shutong/embedded';
import { asJson, type NodeHome, writePrivate } from '../node-home.js';
import { StartFailure } from '../start-failure.js';

export interface AppPorts {
  readonly gateway: number;
  readonly notary: number;
  readonly connector: number;
  readonly audit: number;
}

const APPS = ['gateway', 'notary', 'connector', 'audit'] as const;

/** The ports of the last run where they are free, so that addresses stay; `wanted` for the gateway is a demand and not a wish. */
export async function appPorts(home: NodeHome, wanted: number | undefined): Promise<AppPorts> {
  const last = await lastPorts(home);
  const found = await freePorts(APPS.map((app) => (app === 'gateway' ? (wanted ?? last[app]) : last[app])));
  const [gateway = 0, notary = 0, connector = 0, audit = 0] = found;
  if (wanted !== undefined && gateway !== wanted) {
    throw new StartFailure(1, `Port ${String(wanted)} is taken: stop the program that holds it, or choose another with --port.`);
  }
  const ports: AppPorts = { gateway, notary, connector, audit };
  await writePrivate(home.portsFile, asJson(ports));
  return ports;
}

async function lastPorts(home: NodeHome): Promise<Partial<AppPorts>> {
  try {
    return JSON.parse(await readFile(home.portsFile, 'utf8')) as Partial<AppPorts>;
  } catch {
    // The first run.
    return {};
  }
}
