import type { Counter } from '@shutong/decision';
import type { KnownEntry } from './batch-sheet.js';
import type { StateRows } from './ledger.port.js';

type FactKind = 'd' | 'g' | 's' | 'gd' | 'c';
type Ends = Record<FactKind, [number, number][]>;

/** The decision state a batch leaves, as rows: what its entries added and ended, and the counters it touched. */
export function stateRows(made: readonly KnownEntry[], counters: readonly Counter[]): StateRows {
  const added = {
    d: [] as number[],
    g: [] as number[],
    s: [] as number[],
    gd: [] as number[],
    key: [] as number[],
    c: [] as StateRows['added']['c'][number][],
  };
  const ended: Ends = { d: [], g: [], s: [], gd: [], c: [] };
  let rules: StateRows['rules'];
  for (const { entry, index } of made) {
    switch (entry.k) {
      case 'dataset.published':
        added.d.push(index);
        break;
      case 'grant.issued':
        added.g.push(index);
        break;
      case 'suspension.set':
        added.s.push(index);
        break;
      case 'guardian.registered':
        added.gd.push(index);
        break;
      case 'key.changed':
        added.key.push(index);
        break;
      case 'consent.given':
        added.c.push({ idx: index, sub: entry.sub, cons: entry.cons, prov: entry.prov, ds: entry.ds });
        break;
      case 'policy.changed':
      case 'epoch.opened':
        rules = { rules: entry.rules, p: index };
        break;
      default:
        noteEnd(ended, entry, index);
    }
  }
  return { added, ended, counters, ...(rules === undefined ? {} : { rules }) };
}

function noteEnd(ended: Ends, entry: KnownEntry['entry'], by: number): void {
  if (entry.k === 'dataset.retired') ended.d.push([entry.d, by]);
  if (entry.k === 'grant.revoked') ended.g.push([entry.g, by]);
  if (entry.k === 'suspension.lifted') ended.s.push([entry.s, by]);
  if (entry.k === 'guardian.ended') ended.gd.push([entry.gd, by]);
  if (entry.k === 'consent.withdrawn') ended.c.push([entry.cst, by]);
}
