import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandomness } from '@shutong/kernel';
import { Directory } from '../directory/directory.js';
import { makeNodeKeys } from './make-node-keys.js';
import type { NodeFiles, NodePlan } from './node-plan.js';

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
export const TAX = '11990104MB91000400';

export const PLAN: NodePlan = {
  origin: 'log.shutong.example/990104/s0/2026h2',
  epoch: '2026h2',
  shard: 's0',
  gateways: ['gw-1', 'gw-2'],
  connectors: [
    { code: 'ga-conn-1', dept: POLICE },
    { code: 'sw-conn-1', dept: TAX },
  ],
  services: [
    { code: 'registry-1', use: 'registry' },
    { code: 'consent-1', use: 'consent' },
    { code: 'audit-1', use: 'audit' },
  ],
  pairs: [{ prov: POLICE, cons: CIVIL_AFFAIRS }],
};

/** A node's keys and directory as a first start makes them, in a folder of their own. */
export interface TestNode {
  readonly home: string;
  readonly files: NodeFiles;
  readonly directory: Directory;
  remove(): Promise<void>;
}

export async function testNode(): Promise<TestNode> {
  const home = await mkdtemp(join(tmpdir(), 'node-'));
  const files = await makeNodeKeys(home, PLAN, systemRandomness);
  const directory = await Directory.load(files.directory);
  return { home, files, directory, remove: () => rm(home, { recursive: true }) };
}
