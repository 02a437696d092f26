import type { DecisionReason } from '@shutong/kernel';
import { type Coverage, consentCandidates, refusalsOfConsent } from './checks/consent-checks.js';
import { newestPublication, refusalsOfDataset } from './checks/dataset-checks.js';
import { grantedFields, masksInForce } from './checks/field-checks.js';
import { refusalsOfGrant } from './checks/grant-checks.js';
import { refusalsOfBudget } from './checks/quota-checks.js';
import { rowsInForce } from './checks/row-checks.js';
import { isAnySensitive, refusalsOfSensitive } from './checks/sensitive-checks.js';
import { refusalsOfConsumer } from './checks/suspension-checks.js';
import type { MaskProfile, Rows } from './entry/frame.js';
import type { Use } from './entry/query-entries.js';
import type { Question } from './question.js';
import type { Consent, Dataset, Grant } from './state/facts.js';
import { grantKey, type State } from './state/state.js';

/** What the log will say of a query. */
export type Decision =
  | {
      readonly permit: true;
      readonly use: Use;
      readonly mask?: Readonly<Record<string, MaskProfile>>;
      /** The filter in force. */
      readonly rows?: Rows;
    }
  | {
      readonly permit: false;
      /** All reasons, a sorted set. */
      readonly why: readonly DecisionReason[];
      readonly use: Use;
      /** As asked. */
      readonly rows?: Rows;
    };

/** One candidate, judged in full. */
interface Judged {
  readonly grant?: Grant;
  readonly consent?: Consent;
  readonly refusals: readonly DecisionReason[];
}

/**
 * Whether the facts before this query permit it (design §6, ledger.md §3). Pure: the same log gives the same answer to anyone.
 * Unknown means no: what no fact allows is refused, and every reason is named.
 */
export function decide(state: State, question: Question): Decision {
  const dataset = newestPublication(state, question.ds);
  const common = [
    ...refusalsOfDataset(state, dataset, question),
    ...refusalsOfConsumer(state, question),
    ...refusalsOfBudget(state, question),
  ];
  const { grant, consent, refusals } = bestGrant(state, dataset, question);
  const use = useOf(state, dataset, grant, consent);
  const why = [...new Set([...common, ...refusals])].toSorted();
  if (why.length > 0 || dataset === undefined || grant === undefined) {
    return { permit: false, why, use, ...(question.rows && { rows: question.rows }) };
  }
  const mask = masksInForce(dataset, grant, question);
  const rows = rowsInForce(grant, question);
  return { permit: true, use, ...(mask && { mask }), ...(rows && { rows }) };
}

/** The lowest index that permits, else the first with the fewest reasons. */
function bestGrant(state: State, dataset: Dataset | undefined, question: Question): Judged {
  const grants = (state.grantsOf.get(grantKey(question)) ?? []).flatMap((index) => state.grants.get(String(index)) ?? []);
  if (grants.length === 0) return { refusals: ['GRANT_MISSING'] };
  const named = grants.filter((grant) => grant.fact.sys.includes(question.sys));
  if (named.length === 0) return { refusals: ['SYSTEM_NOT_GRANTED'] };
  return fewestRefusals(named, (grant) => judgeGrant(state, dataset, grant, question));
}

function judgeGrant(state: State, dataset: Dataset | undefined, grant: Grant, question: Question): Judged {
  const granted = grantedFields(dataset, grant, question);
  const own = [...refusalsOfGrant(state, dataset, grant, question), ...refusalsOfSensitive(dataset, grant, question, granted)];
  if (question.basis !== 'B2') return { grant, refusals: own };
  const coverage = { fields: granted, isSensitive: isAnySensitive(dataset, granted) };
  const { consent, refusals } = bestConsent(state, question, coverage);
  return { grant, ...(consent && { consent }), refusals: [...new Set([...own, ...refusals])] };
}

function bestConsent(state: State, question: Question, coverage: Coverage): Judged {
  const candidates = consentCandidates(state, question);
  if (candidates.length === 0) return { refusals: ['CONSENT_MISSING'] };
  return fewestRefusals(candidates, (consent) => ({
    consent,
    refusals: refusalsOfConsent(state, consent, question, coverage),
  }));
}

function fewestRefusals<T>(candidates: readonly T[], judge: (candidate: T) => Judged): Judged {
  let best: Judged | undefined;
  for (const candidate of candidates) {
    const judged = judge(candidate);
    if (judged.refusals.length === 0) return judged;
    if (best === undefined || judged.refusals.length < best.refusals.length) best = judged;
  }
  return best ?? { refusals: ['GRANT_MISSING'] };
}

function useOf(state: State, dataset: Dataset | undefined, grant: Grant | undefined, consent: Consent | undefined): Use {
  return {
    p: state.rules.get('')?.p ?? 0,
    ...(dataset && { d: dataset.index }),
    ...(grant && { g: grant.index }),
    ...(consent && { c: consent.index }),
  };
}
