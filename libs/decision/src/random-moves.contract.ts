import fc from 'fast-check';
import type { FrequencyPeriod } from './index.js';

const SUBJECTS = ['AAAAAAAAAAAAAAAAAAAAAA', 'AQAAAAAAAAAAAAAAAAAAAA'] as const;
const DATASETS = ['D01@1', 'D15@1'] as const;
export const SYSTEMS = ['mz-dibao', 'mz-survey'] as const;
export const MODES = ['aggregate', 'predicate', 'records'] as const;

type One<T extends readonly unknown[]> = T[number];

/** What somebody wants of the log. `nth` picks one of the entries of a kind, so a move means something in any log. */
export type Move =
  | { readonly do: 'wait'; readonly hours: number }
  | {
      readonly do: 'publish';
      readonly ds: One<typeof DATASETS>;
      readonly share: 'open' | 'cond' | 'none';
      readonly isNarrow: boolean;
    }
  | {
      readonly do: 'grant';
      readonly ds: One<typeof DATASETS>;
      readonly quota: { readonly day: number; readonly total: number };
      readonly days: number;
      readonly needsCase: boolean;
    }
  | { readonly do: 'register'; readonly sub: One<typeof SUBJECTS>; readonly days: number }
  | {
      readonly do: 'consent';
      readonly ds: One<typeof DATASETS>;
      readonly sub: One<typeof SUBJECTS>;
      readonly once: boolean;
      readonly freq: { readonly n: number; readonly per: FrequencyPeriod } | undefined;
      readonly days: number;
      readonly sens: boolean;
      /** Given by the nth guardian, whoever that is of. */
      readonly gd: number | undefined;
    }
  | {
      readonly do: 'suspend';
      readonly scope: 'grant' | 'dataset' | 'dept' | 'system';
      readonly nth: number;
      readonly hours: number;
    }
  | {
      readonly do: 'withdraw' | 'revoke' | 'lift' | 'retire' | 'end-guardian' | 'fail' | 'answer' | 'correct';
      readonly nth: number;
    }
  | { readonly do: 'change-policy' }
  | ({ readonly do: 'query' | 'explain' } & Asked);

export interface Asked {
  readonly ds: One<typeof DATASETS>;
  readonly sub: One<typeof SUBJECTS> | undefined;
  readonly sys: One<typeof SYSTEMS>;
  readonly fields: readonly string[];
  readonly mode: One<typeof MODES>;
  readonly region: string | undefined;
  readonly hasCase: boolean;
}

const oneOf = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const mostly = <T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...others) });
const nth = fc.nat({ max: 5 });

/** Around the turn of a day: the first move is an hour before one. */
const waits = oneOf(1, 1, 1, 2, 22, 23, 24, 25, 48, 167);

const grants = fc.record({
  do: fc.constant('grant' as const),
  ds: oneOf(...DATASETS),
  quota: fc.record({ day: fc.integer({ min: 1, max: 4 }), total: fc.integer({ min: 2, max: 9 }) }),
  days: fc.integer({ min: 0, max: 9 }),
  needsCase: mostly(false, true),
});

const consents = fc.record({
  do: fc.constant('consent' as const),
  ds: oneOf(...DATASETS),
  sub: oneOf(...SUBJECTS),
  once: mostly(false, true),
  freq: fc.option(
    fc.record({ n: fc.integer({ min: 1, max: 2 }), per: oneOf<FrequencyPeriod>('P1D', 'P1W', 'P1M', 'P3M', 'P1Y', 'ALL') }),
    { nil: undefined },
  ),
  days: fc.integer({ min: 0, max: 9 }),
  sens: mostly(true, false),
  gd: fc.option(nth, { nil: undefined, freq: 2 }),
});

const queries = fc.record({
  do: mostly<'query' | 'explain'>('query', 'explain'),
  ds: oneOf(...DATASETS),
  sub: oneOf(...SUBJECTS, ...SUBJECTS, undefined),
  sys: mostly(...SYSTEMS),
  fields: mostly<readonly string[]>(['plain'], ['plain', 'shy'], ['closed'], ['plain', 'sensitive'], ['isTrue', 'plain']),
  mode: mostly<One<typeof MODES>>('records', 'predicate', 'aggregate'),
  region: mostly<string | undefined>(undefined, '990104', '990102', '990100'),
  hasCase: mostly(true, false),
});

const guardians = fc.record({
  do: fc.constant('register' as const),
  sub: oneOf(...SUBJECTS),
  days: fc.integer({ min: 0, max: 9 }),
});

const others: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    ds: oneOf(...DATASETS),
    share: mostly<'open' | 'cond' | 'none'>('cond', 'open', 'none'),
    isNarrow: mostly(false, true),
  }),
  guardians,
  fc.record({
    do: fc.constant('suspend' as const),
    scope: oneOf('grant', 'dataset', 'dept', 'system'),
    nth,
    hours: fc.integer({ min: 0, max: 48 }),
  }),
  fc.record({ do: oneOf('withdraw', 'revoke', 'retire', 'end-guardian', 'correct'), nth }),
  fc.record({ do: fc.constant('change-policy' as const) }),
);

/** Moves that make a log in which much is permitted and much refused, over some days. */
export const moves: fc.Arbitrary<readonly Move[]> = fc
  .tuple(
    fc.array(guardians, { maxLength: 2 }),
    fc.array(fc.oneof(grants, consents), { minLength: 2, maxLength: 8 }),
    fc.array(
      fc.oneof(
        { weight: 20, arbitrary: queries },
        { weight: 4, arbitrary: fc.record({ do: oneOf('fail', 'fail', 'answer'), nth }) },
        { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: waits }) },
        { weight: 2, arbitrary: fc.oneof(grants, consents) },
        { weight: 2, arbitrary: fc.record({ do: fc.constant('lift' as const), nth }) },
        { weight: 3, arbitrary: others },
      ),
      { minLength: 10, maxLength: 60 },
    ),
  )
  .map(([persons, facts, rest]) => [
    ...DATASETS.map((ds) => ({ do: 'publish', ds, share: 'cond', isNarrow: false }) as const),
    ...persons,
    ...facts,
    ...rest,
  ]);
