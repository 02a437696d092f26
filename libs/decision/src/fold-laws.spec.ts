import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Entry, Explained, QueryDenied, QueryPermitted, Question } from './index.js';
import { type Keeper, MemoryKeeper, play, StorageKeeper } from './keepers.contract.js';
import { Player } from './player.contract.js';
import { type Move, moves } from './random-moves.contract.js';
import { Ledger } from './spending-ledger.contract.js';

const EVERY = (): boolean => true;
const NEVER = (): boolean => false;

/** Where batches are cut: after a step whose place modulo the list's length is true. */
const cuts = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
const at =
  (places: readonly boolean[]) =>
  (step: number): boolean =>
    places[step % places.length] === true;

const decided = (entry: Entry): entry is QueryPermitted | QueryDenied | Explained =>
  entry.k === 'query-permitted' || entry.k === 'query-denied' || entry.k === 'explained';

const permits = (log: readonly Entry[]): [number, QueryPermitted][] =>
  log.flatMap((entry, index): [number, QueryPermitted][] => (entry.k === 'query-permitted' ? [[index, entry]] : []));

describe('random logs', () => {
  it('hold all that the laws below speak of', () => {
    const seen = new Set<string>();
    for (const moved of fc.sample(moves, { numRuns: 300, seed: 4 })) {
      for (const entry of play(moved, new MemoryKeeper(), NEVER).log) {
        seen.add(entry.k);
        if (entry.k === 'query-denied') for (const reason of entry.why) seen.add(reason);
      }
    }
    for (const word of [
      'query-permitted',
      'query-denied',
      'explained',
      'answered',
      'failed',
      'consent.withdrawn',
      'guardian.ended',
      'suspension.lifted',
      'policy.changed',
      'refused-at-edge',
      'QUOTA_EXCEEDED',
      'CONSENT_USED',
      'CONSENT_FREQUENCY',
      'CONSENT_WITHDRAWN',
      'CONSENT_GUARDIAN_ENDED',
      'GRANT_SUSPENDED',
    ])
      expect([...seen]).toContain(word);
  });
});

describe('the fold, over random logs', () => {
  it('decides the same, to the same state, whatever the cuts and wherever the state is kept', () => {
    fc.assert(
      fc.property(moves, cuts, (moved, places) => {
        const told = (keeper: Keeper, isCut: (step: number) => boolean): readonly [readonly Entry[], string] => {
          const player = play(moved, keeper, isCut);
          return [player.log, keeper.stateAt(player.at)];
        };
        const [log, state] = told(new MemoryKeeper(), EVERY);
        for (const other of [
          told(new MemoryKeeper(), NEVER),
          told(new MemoryKeeper(), at(places)),
          told(new StorageKeeper(), at(places)),
        ]) {
          expect(other[0]).toEqual(log);
          expect(other[1]).toBe(state);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stops every index after a withdrawal and none before', () => {
    fc.assert(
      fc.property(moves, fc.nat(), fc.nat({ max: 5 }), cuts, (moved, place, nth, places) => {
        const step = place % (moved.length + 1);
        const withdrawal: Move = { do: 'withdraw', nth };
        const without = play(moved, new MemoryKeeper(), at(places)).log;
        const withIt = play([...moved.slice(0, step), withdrawal, ...moved.slice(step)], new MemoryKeeper(), at(places)).log;
        for (const [index, entry] of withIt.entries()) {
          if (entry.k !== 'consent.withdrawn') continue;
          const using = permits(withIt).filter(([, { use }]) => use.c === entry.cst);
          expect(using.filter(([permit]) => permit > index)).toEqual([]);
        }
        // What was decided before it stays as it was.
        const before = play(moved.slice(0, step), new MemoryKeeper(), NEVER).log;
        expect([without.slice(0, before.length), withIt.slice(0, before.length)]).toEqual([before, before]);
      }),
      { numRuns: 80 },
    );
  });

  it('permits nothing on what has ended', () => {
    fc.assert(
      fc.property(moves, (moved) => {
        const { log } = play(moved, new MemoryKeeper(), NEVER);
        const ended = new Set<number>();
        for (const entry of log) {
          if (entry.k === 'grant.revoked') ended.add(entry.g);
          if (entry.k === 'consent.withdrawn') ended.add(entry.cst);
          if (entry.k === 'guardian.ended') ended.add(entry.gd);
          if (entry.k === 'dataset.retired') ended.add(entry.d);
          if (entry.k !== 'query-permitted') continue;
          const { d, g, c } = entry.use;
          const consent = c === undefined ? undefined : log[c];
          const gd = consent?.k === 'consent.given' ? consent.gd : undefined;
          expect([d, g, c, gd].filter((index) => index !== undefined && ended.has(index))).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('never exceeds a quota, a one-time consent or its frequency, and gives back what failed', () => {
    fc.assert(
      fc.property(moves, cuts, (moved, places) => {
        const { log } = play(moved, new StorageKeeper(), at(places));
        const ledger = new Ledger(log);
        for (const entry of log) {
          // Exactly: exhausted means denied, and what is not exhausted is not called so.
          if (decided(entry)) expect(spentReasons(entry)).toEqual(ledger.exhausted(entry));
          ledger.book(entry);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves memory as it was when it is dropped', () => {
    fc.assert(
      fc.property(moves, fc.nat(), (moved, place) => {
        const step = place % (moved.length + 1);
        const keeper = new MemoryKeeper();
        const player = play(moved.slice(0, step), keeper, EVERY);
        const before = keeper.stateAt(player.at);
        const rehearsal = player.copy();
        const dropped = keeper.begin();
        for (const move of moved.slice(step)) rehearsal.make(dropped, move);
        expect(keeper.stateAt(player.at)).toBe(before);
        expect(play(moved.slice(step), keeper, NEVER, player).log).toEqual(rehearsal.log);
      }),
      { numRuns: 60 },
    );
  });

  it('permits no question with a word that no fact says', () => {
    const words = ['cons', 'sys', 'prov', 'ds', 'mode', 'purpose', 'basis', 'law', 'role', 'sub'] as const;
    fc.assert(
      fc.property(moves, fc.string(), (moved, word) => {
        const watch = (fold: ReturnType<Keeper['begin']>, question: Question, { permit }: { permit: boolean }): void => {
          if (!permit) return;
          for (const member of words) {
            // Neither a role nor a law of the grant is asked of open data or of a grant without laws; a subject only under B2.
            if (member === 'sub' && question.sub === undefined) continue;
            if (member === 'role' && isOpen(player.log, question.ds)) continue;
            const bent = { ...question, [member]: `?${word}` };
            expect([member, fold.decide(bent).permit]).toEqual([member, false]);
          }
          expect(fold.decide({ ...question, fields: [...question.fields, `?${word}`] }).permit).toBe(false);
          expect(fold.decide({ ...question, rows: { region: [`?${word}`] } }).permit).toBe(false);
        };
        const player = new Player([], watch);
        play(moved, new MemoryKeeper(), NEVER, player);
      }),
      { numRuns: 40 },
    );
  });
});

function isOpen(log: readonly Entry[], ds: string): boolean {
  const newest = log.findLast((entry) => entry.k === 'dataset.published' && entry.ds === ds);
  return newest?.k === 'dataset.published' && newest.share === 'open';
}

/** The reasons that counters give, of the grant and consent that the decision names. */
function spentReasons(entry: QueryPermitted | QueryDenied | Explained): readonly string[] {
  const why = 'why' in entry && entry.why !== undefined ? entry.why : [];
  return why.filter((reason) => ['CONSENT_FREQUENCY', 'CONSENT_USED', 'QUOTA_EXCEEDED'].includes(reason));
}
