import type { NodePlan } from '@shutong/trust';

/** A department of district 南苑区 (990104) of the fixture city, with the datasets it owns (domain reference §6, §8). */
export interface Department {
  /** As in the codes of its systems, officers, database and connector. */
  readonly body: string;
  readonly name: string;
  readonly uscc: string;
  readonly datasets: readonly string[];
}

export const DEPARTMENTS: readonly Department[] = [
  { body: 'ga', name: '公安局', uscc: '11990104MB9100024A', datasets: ['D01'] },
  { body: 'mz', name: '民政局', uscc: '11990104MB9100059W', datasets: ['D05', 'D17'] },
  { body: 'scj', name: '市场监管局', uscc: '11990104MB91000325', datasets: ['D06', 'D07', 'D08', 'D29'] },
  { body: 'sw', name: '税务局', uscc: '11990104MB91000400', datasets: ['D09', 'D10'] },
  { body: 'rs', name: '人社局', uscc: '11990104MB9100067P', datasets: ['D11', 'D12', 'D33'] },
  { body: 'yb', name: '医保局', uscc: '11990104MB9100083D', datasets: ['D13'] },
  { body: 'zr', name: '自然资源局', uscc: '11990104MB9100104X', datasets: ['D14'] },
  { body: 'gjj', name: '公积金中心', uscc: '12990104MB9100112M', datasets: ['D15'] },
  { body: 'jj', name: '交警支队', uscc: '11990104MB9100171U', datasets: ['D16'] },
  { body: 'cl', name: '残联', uscc: '13990104MB9100120D', datasets: ['D18'] },
  { body: 'jy', name: '教育局', uscc: '11990104MB91000918', datasets: ['D19'] },
];

export const DATASETS: readonly string[] = DEPARTMENTS.flatMap(({ datasets }) => datasets).toSorted();

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
const MARKET_SUPERVISION = '11990104MB91000325';
const TAX = '11990104MB91000400';
/** 住建局 asks and owns no dataset here. */
const HOUSING = '11990104MB910026X7';
/** Runs the node: its services act for it. */
export const DATA_BUREAU = '11990104MB9100016F';

/** Systems that ask, with the departments they belong to. */
export const CONSUMER_SYSTEMS = [
  { name: 'mz-dibao', department: CIVIL_AFFAIRS },
  { name: 'mz-survey', department: CIVIL_AFFAIRS },
  { name: 'scj-map', department: MARKET_SUPERVISION },
  { name: 'sw-deduct', department: TAX },
  { name: 'zj-rent', department: HOUSING },
] as const;

export const SHARD = 's0';
export const NOTARY = `notary-${SHARD}`;
export const GATEWAY = 'gw-1';
export const AUDIT = 'audit-1';
export const REGISTRY = 'registry-1';
export const CONSENT = 'consent-1';
/** The low-income system of 民政. */
export const LOW_INCOME_SYSTEM = 'mz-dibao';

export function connectorOf({ body }: Department): string {
  return `${body}-conn-1`;
}

/** Throws for a system that the node does not have. */
export function departmentOf(system: string): string {
  const found = CONSUMER_SYSTEMS.find(({ name }) => name === system);
  if (found === undefined) throw new Error(`the node has no system ${system}`);
  return found.department;
}

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
    connectors: DEPARTMENTS.map((department) => ({ code: connectorOf(department), dept: department.uscc })),
    services: [
      { code: REGISTRY, use: 'registry' },
      { code: CONSENT, use: 'consent' },
      { code: AUDIT, use: 'audit' },
    ],
    pairs: DEPARTMENTS.flatMap(({ uscc: prov }) => CONSUMERS.map((cons) => ({ prov, cons }))),
  };
}

const CONSUMERS = [...new Set(CONSUMER_SYSTEMS.map(({ department }) => department))];

/** Parties with state of their own in a folder of that name: mark, pins, journals. */
export const STATE_FOLDERS: readonly string[] = ['notary', GATEWAY, ...DEPARTMENTS.map(connectorOf)];
