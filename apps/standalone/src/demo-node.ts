import type { NodePlan } from '@shutong/trust';

/** Parties of the demonstration node: district 南苑区 (990104) of the fixture city (domain reference §6). */
export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
/** Runs the node: its services act for it. */
export const DATA_BUREAU = '11990104MB9100016F';

export const SHARD = 's0';
export const NOTARY = `notary-${SHARD}`;
export const GATEWAY = 'gw-1';
export const POLICE_CONNECTOR = 'ga-conn-1';
export const AUDIT = 'audit-1';
export const REGISTRY = 'registry-1';
export const CONSENT = 'consent-1';
/** The low-income system of 民政. */
export const LOW_INCOME_SYSTEM = 'mz-dibao';

export function originOf(epoch: string): string {
  return `log.shutong.example/990104/${SHARD}/${epoch}`;
}

/** The half-year of an instant (epoch ms) at UTC+8, as in `2026h2`. */
export function epochAt(now: number): string {
  const local = new Date(now + 8 * 3_600_000);
  return `${String(local.getUTCFullYear())}h${local.getUTCMonth() < 6 ? '1' : '2'}`;
}

export function keyPlan(epoch: string): NodePlan {
  return {
    origin: originOf(epoch),
    epoch,
    shard: SHARD,
    gateways: [GATEWAY],
    connectors: [{ code: POLICE_CONNECTOR, dept: POLICE }],
    services: [
      { code: REGISTRY, use: 'registry' },
      { code: CONSENT, use: 'consent' },
      { code: AUDIT, use: 'audit' },
    ],
    pairs: [{ prov: POLICE, cons: CIVIL_AFFAIRS }],
  };
}

/** Parties with state of their own in a folder of that name: mark, pins, journal. */
export const STATE_FOLDERS = ['notary', GATEWAY, POLICE_CONNECTOR] as const;
