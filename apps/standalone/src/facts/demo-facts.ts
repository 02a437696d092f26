import type { FactDraft } from '@shutong/trust';
import { REGISTRY } from '../demo-node.js';
import type { PublishedDataset } from './dataset-document.js';
import { demoConsents } from './demo-consents.js';
import { demoGrants } from './demo-grants.js';

export interface DemoFact {
  /** Stable name, under which its id is remembered. */
  readonly name: string;
  /** Service that signs and submits it. */
  readonly service: string;
  readonly draft: FactDraft;
}

/**
 * Publications, grants and consents of the demonstration, in stages: each stage builds on the one before, and within a stage no order
 * is needed. `day` (`YYYY-MM-DD`) is that of the first start: a repeat must say the same.
 */
export function demoFacts(
  datasets: readonly PublishedDataset[],
  departmentOf: (system: string) => string,
  day: string,
): readonly (readonly DemoFact[])[] {
  const window = { from: `${day}T00:00:00.000Z`, to: `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4)}T00:00:00.000Z` };
  const byCode = new Map(datasets.map((dataset) => [dataset.ds.split('@')[0] ?? dataset.ds, dataset]));
  return [datasets.map(publication), demoGrants(byCode, departmentOf, window), demoConsents(byCode, window)];
}

function publication(dataset: PublishedDataset): DemoFact {
  const { ds, version, provider, share, modes, keys, levels, text } = dataset;
  return {
    name: `publication-${ds}`,
    service: REGISTRY,
    draft: {
      k: 'dataset.published',
      members: { ds, ver: version, prov: provider, share, modes, keys, fields: levels },
      open: { op: { dept: provider, no: 'sj-0001' } },
      document: text,
    },
  };
}
