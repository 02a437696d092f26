import { DATA_BUREAU } from '../demo-node.js';
import { defaultMask, type PublishedDataset } from './dataset-document.js';
import type { DemoFact } from './demo-facts.js';
import { REGISTRY } from '../demo-node.js';

/** What one scenario's system may ask of one dataset: items in mode `records`, predicates in mode `predicate`. */
interface GrantedItems {
  readonly code: string;
  readonly records?: readonly string[];
  readonly predicates?: readonly string[];
  /** Where it is not the scenario's. */
  readonly law?: string;
  readonly case?: boolean;
}

/** The grants (授权) of one scenario to one system; windows of a year, rows of 南苑区 unless said. */
export interface GrantPack {
  readonly scenario: string;
  readonly system: string;
  readonly role: string;
  readonly purpose: string;
  readonly basis: 'B1' | 'B2';
  readonly law: string;
  /** Whether the law carries sensitive items and those that need a basis of their own. */
  readonly own: boolean;
  readonly case: boolean;
  readonly quota?: { readonly day: number; readonly total: number };
  readonly region?: readonly string[];
  readonly items: readonly GrantedItems[];
}

const NANYUAN = ['990104'];

/** The demonstration's grants (domain reference §9, "Worked"). */
export const GRANT_PACKS: readonly GrantPack[] = [
  {
    scenario: 'S01',
    system: 'mz-dibao',
    role: 'clerk',
    purpose: 'means-test',
    basis: 'B2',
    law: 'SHJZ-58',
    own: true,
    case: true,
    region: NANYUAN,
    items: [
      { code: 'D01', records: ['deathMark', 'domicileRegion', 'householdNo', 'relationToHead'] },
      { code: 'D06', predicates: ['representsActive'] },
      { code: 'D09', predicates: ['hasArrears'] },
      { code: 'D10', records: ['incomeBand'] },
      { code: 'D11', predicates: ['insuredIn', 'paidMonthsAtLeast'] },
      { code: 'D12', records: ['amountBand'], predicates: ['receives'] },
      { code: 'D14', predicates: ['homeCount'] },
      { code: 'D15', records: ['balanceBand'], predicates: ['balanceAtLeast'] },
      { code: 'D16', predicates: ['vehicleCount'] },
      { code: 'D17', predicates: ['aided'] },
      { code: 'D18', predicates: ['gradeAtMost', 'holds'] },
      { code: 'D33', predicates: ['unemployedOn'] },
    ],
  },
  {
    scenario: 'S02',
    system: 'scj-map',
    role: 'inspector',
    purpose: 'market-supervision',
    basis: 'B1',
    law: 'YSHJ-56',
    own: false,
    case: false,
    items: [
      { code: 'D06', records: ['industry', 'legalRepName', 'name', 'regState'] },
      { code: 'D07', records: ['inDate', 'listType', 'outDate', 'reason'] },
      { code: 'D08', records: ['product', 'result', 'sampledAt'] },
      { code: 'D09', records: ['arrearsFlag', 'creditLevel', 'taxStatus'], law: 'SSZG-15', case: true },
      { code: 'D29', records: ['date', 'deptUscc', 'planNo', 'result'] },
    ],
  },
  {
    scenario: 'S08',
    system: 'sw-deduct',
    role: 'clerk',
    purpose: 'tax-deduction',
    basis: 'B1',
    law: 'GSF-15',
    own: true,
    case: true,
    region: NANYUAN,
    items: [
      { code: 'D01', predicates: ['alive', 'sameHousehold'] },
      { code: 'D05', predicates: ['marriedTo'] },
      { code: 'D13', predicates: ['coveredOn'] },
      { code: 'D14', predicates: ['ownsHome'] },
      { code: 'D19', predicates: ['enrolledOn'] },
    ],
  },
  {
    scenario: 'S26',
    system: 'zj-rent',
    role: 'clerk',
    purpose: 'tenant-check',
    basis: 'B1',
    law: 'DFZB-1',
    own: false,
    case: true,
    quota: { day: 200, total: 20_000 },
    region: NANYUAN,
    items: [{ code: 'D01', predicates: ['alive', 'residentOf'] }],
  },
  {
    // A grant that forgot the law which carries sensitive items: what N04 runs into.
    scenario: 'N04',
    system: 'mz-survey',
    role: 'clerk',
    purpose: 'means-test',
    basis: 'B1',
    law: 'SHJZ-58',
    own: false,
    case: false,
    region: NANYUAN,
    items: [{ code: 'D15', records: ['balanceBand', 'status'] }],
  },
];

interface Window {
  readonly from: string;
  readonly to: string;
}

/** A grant for every system and dataset of the packs. */
export function demoGrants(
  datasets: ReadonlyMap<string, PublishedDataset>,
  departmentOf: (system: string) => string,
  window: Window,
): readonly DemoFact[] {
  return GRANT_PACKS.flatMap((pack) =>
    pack.items.flatMap((items) => {
      const dataset = datasets.get(items.code);
      return dataset === undefined ? [] : [grant(pack, items, dataset, departmentOf(pack.system), window)];
    }),
  );
}

function grant(pack: GrantPack, items: GrantedItems, dataset: PublishedDataset, cons: string, window: Window): DemoFact {
  const { records = [], predicates = [], law = pack.law } = items;
  const modes = [...(predicates.length > 0 ? ['predicate'] : []), ...(records.length > 0 ? ['records'] : [])];
  const fields = Object.fromEntries([...records, ...predicates].map((name) => [name, defaultMask(dataset.levels[name])]));
  return {
    name: `grant-${pack.scenario}-${items.code}`,
    service: REGISTRY,
    draft: {
      k: 'grant.issued',
      members: {
        gr: `G-2026-${pack.scenario}-${items.code}`,
        gv: 1,
        cons,
        sys: [pack.system],
        prov: dataset.provider,
        ds: dataset.ds,
        modes,
        purposes: [pack.purpose],
        basis: [pack.basis],
        laws: [law],
        ...(pack.own && { own: [law] }),
        roles: [pack.role],
        fields,
        ...(pack.region !== undefined && { rows: { region: pack.region } }),
        ...window,
        quota: pack.quota ?? { day: 2000, total: 200_000 },
        case: items.case ?? pack.case,
      },
      open: { op: { dept: DATA_BUREAU, no: 'sj-0001' } },
    },
  };
}
