import { nationalRegions } from './national-regions.js';
import type { RegionTable } from './region-table.js';

/**
 * The fictitious city 数通市 and its neighbour, on top of the national table. Tests and demonstrations pass this table by
 * name; no GB/T 2260 code starts with 99 and no province has the sign 测, so the national table alone refuses every number made
 * with them.
 */
export const fixtureRegions: RegionTable = nationalRegions.with('测', [
  { code: '990000', name: '数通省' },
  { code: '990100', name: '数通市' },
  { code: '990102', name: '东港区' },
  { code: '990103', name: '西岭区' },
  { code: '990104', name: '南苑区' },
  { code: '990105', name: '北陵区' },
  { code: '990122', name: '青禾县', validTo: '2017-12-31', successor: '990113' },
  { code: '990113', name: '青禾区', validFrom: '2018-01-01' },
  { code: '990181', name: '云溪市' },
  { code: '990200', name: '海宁港市' },
  { code: '990202', name: '滨湾区' },
]);
