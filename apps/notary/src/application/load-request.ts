import type { FactHeader, QueryHeader } from '@shutong/contracts';
import type { Submission } from '../domain/submission.js';
import type { ConsentKey, LoadRequest } from './ledger.port.js';

/** Members of facts that hold an index of this log (ledger.md §3). */
const REFERENCES = ['d', 'g', 's', 'cst', 'gd', 'cr', 'a', 'q'] as const;

/** Everything the submissions of a batch need to be decided, as one question. */
export function loadRequest(epoch: string, earlier: string | undefined, submissions: readonly Submission[]): LoadRequest {
  const epochs = new Set(earlier === undefined ? [epoch] : [epoch, earlier]);
  const refs = new Set<number>();
  const consents = new Map<string, ConsentKey>();
  for (const { header } of submissions) {
    if ('ep' in header && header.ep !== undefined) epochs.add(header.ep);
    if (header.type === 'fact') referencesOf(header).forEach((index) => refs.add(index));
    if ((header.type === 'query' || header.type === 'explain') && header.sub !== undefined)
      addConsentKey(consents, header, header.sub);
  }
  const ids = new Set(submissions.map(({ header }) => header.id));
  const failed = submissions.flatMap(({ header }) => (header.type === 'failed' ? [header.id] : []));
  return { epoch, failed, epochs: [...epochs], ids: [...ids], refs: [...refs], consents: [...consents.values()] };
}

/** Indexes a fact points at. Spans are not resolved: `opening.erased` may cover more entries than a batch should read. */
export function referencesOf(fact: FactHeader): readonly number[] {
  const members: Readonly<Record<string, unknown>> = { ...fact };
  const scope = typeof members['scope'] === 'object' && members['scope'] !== null ? { ...members['scope'] } : {};
  const named = [
    ...REFERENCES.map((name) => members[name]),
    ...Object.values(scope),
    ...(Array.isArray(members['of']) ? members['of'] : []),
  ];
  return named.filter((value): value is number => typeof value === 'number');
}

function addConsentKey(keys: Map<string, ConsentKey>, header: Pick<QueryHeader, 'cons' | 'prov' | 'ds'>, sub: string): void {
  const { cons, prov, ds } = header;
  keys.set(`${sub} ${cons} ${prov} ${ds}`, { sub, cons, prov, ds });
}
