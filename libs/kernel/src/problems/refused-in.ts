import type { ProblemCode } from './catalogue.js';
import { DECISION_REASONS } from './decision-reasons.js';
import { SOURCE_REASONS } from './source-reasons.js';

/** Who says no. `decide` is the pure function that the notary runs and everybody can run again. */
export type Refuser = 'gateway' | 'notary' | 'decide' | 'connector';

/** Kinds of entry whose `why` holds codes of the catalogue; an `explained` that says deny repeats those of `query-denied`. */
export type RefusalEntry = 'refused-at-edge' | 'query-denied' | 'failed' | 'not-released';

interface RefusedIn {
  readonly by: Refuser;
  readonly entry: RefusalEntry;
  readonly codes: readonly ProblemCode[];
}

/**
 * Every code that can stand in an entry's `why`, with who puts it there (domain.md §9, Codes). The reasons that other facts give
 * (`PURPOSE_ENDED`, `COURT_ORDER` …) are an open list and no problems of anybody's request, so they are not here.
 */
export const REFUSED_IN = [
  {
    by: 'gateway',
    entry: 'refused-at-edge',
    codes: [
      'TOKEN_INVALID',
      'PARTY_NOT_ELIGIBLE',
      'RATE_LIMITED',
      'DATASET_UNKNOWN',
      'QUERY_SCHEMA',
      'IDENTIFIER_INVALID',
      'LAW_UNKNOWN',
      'SCOPE_MISSING',
      'IDEMPOTENCY_CONFLICT',
      'SIGNATURE_INVALID',
    ],
  },
  { by: 'notary', entry: 'refused-at-edge', codes: ['DEADLINE_PASSED', 'EPOCH_TURNED', 'FACT_INVALID'] },
  { by: 'decide', entry: 'query-denied', codes: codesOf(DECISION_REASONS) },
  { by: 'connector', entry: 'failed', codes: [...codesOf(SOURCE_REASONS), 'DEADLINE_PASSED', 'RECORD_SCHEMA'] },
  { by: 'gateway', entry: 'not-released', codes: ['TIMEOUT', 'ANSWER_INVALID', 'RECORD_SCHEMA'] },
] as const satisfies readonly RefusedIn[];

type ReasonOf<By extends Refuser, In extends RefusalEntry> = Extract<
  (typeof REFUSED_IN)[number],
  { readonly by: By; readonly entry: In }
>['codes'][number];

/** Why the gateway did not pass a request on. */
export type EdgeReason = ReasonOf<'gateway', 'refused-at-edge'>;
/** Why the notary did not decide what reached it: nothing is spent, and the same id may be decided later. */
export type UndecidedReason = ReasonOf<'notary', 'refused-at-edge'>;
/** Why a permitted query was not answered. */
export type SourceReason = ReasonOf<'connector', 'failed'>;
/** Why an answer was not handed out. */
export type ReleaseReason = ReasonOf<'gateway', 'not-released'>;

function codesOf<T extends object>(table: T): readonly (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[];
}
