import type { Entry } from '../entry/entry.js';
import type { EntryFrame } from '../entry/frame.js';
import { serviceName } from '../entry/service-name.js';
import { deciderOf } from '../rules.js';
import type { Standing } from '../state/facts.js';
import type { Layer } from '../state/layer.js';
import type { State } from '../state/state.js';
import { newestPublication } from '../checks/dataset-checks.js';

/**
 * Whether a new fact contradicts what the log holds in a way that `apply` lets pass, because replay takes the log as it is
 * (docs/decisions/0011-facts-that-contradict.md). The notary refuses such a fact before it becomes an entry:
 * - a grant or consent for a dataset that no publication names, or of another provider than the one that published it;
 * - the end of a fact that another service stated: who states a fact answers for it (谁管理谁负责);
 * - a change to rules that this program cannot decide by.
 */
export function contradicts(state: State, fact: Entry): boolean {
  switch (fact.k) {
    case 'grant.issued':
    case 'consent.given':
      return newestPublication(state, fact.ds)?.fact.prov !== fact.prov;
    case 'dataset.retired':
      return isAnothers(state.datasets, fact.d, fact);
    case 'grant.revoked':
      return isAnothers(state.grants, fact.g, fact);
    case 'suspension.lifted':
      return isAnothers(state.suspensions, fact.s, fact);
    case 'consent.withdrawn':
      return isAnothers(state.consents, fact.cst, fact);
    case 'guardian.ended':
      return isAnothers(state.guardians, fact.gd, fact);
    case 'policy.changed':
      return deciderOf(fact.rules) === undefined;
    default:
      return false;
  }
}

/** Instances of one service end each other's facts; what is not there is nobody's to end. */
function isAnothers<E extends EntryFrame>(standing: Layer<Standing<E>>, target: number, by: EntryFrame): boolean {
  const found = standing.get(String(target));
  return found === undefined || serviceName(found.fact.src.by) !== serviceName(by.src.by);
}
