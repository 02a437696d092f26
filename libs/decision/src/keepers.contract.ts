import type { ConsentGiven, Counter, Entry, StoredFact } from './index.js';
import { canonicalState, Fold, restoreState, State } from './index.js';
import type { Move } from './random-moves.contract.js';
import { Player } from './player.contract.js';

/** How a state gets from one batch to the next. */
export interface Keeper {
  begin(): Fold;
  /** Keeps what the batch left; `log` is all entries up to its end. */
  end(fold: Fold, log: readonly Entry[]): void;
  /** Canonical state at a time. */
  stateAt(at: string): string;
}

/** Everything stays in memory, as in a replay. */
export class MemoryKeeper implements Keeper {
  readonly state = State.empty();

  begin(): Fold {
    return Fold.over(this.state);
  }

  end(fold: Fold): void {
    fold.commit('everything');
  }

  stateAt(at: string): string {
    return canonicalState(this.state, at);
  }
}

/** Nothing stays in memory: each batch begins from rows, and persons' facts are lent to it, as after a restart of the notary. */
export class StorageKeeper implements Keeper {
  private log: readonly Entry[] = [];
  private readonly ends = new Map<number, number>();
  private readonly counters = new Map<string, Counter>();

  begin(): Fold {
    return this.lend(this.restored());
  }

  end(fold: Fold, log: readonly Entry[]): void {
    for (const counter of fold.counters()) this.counters.set(`${counter.kind} ${counter.ref} ${counter.period}`, counter);
    for (let index = this.log.length; index < log.length; index += 1) {
      const target = endedBy(log[index]);
      if (target !== undefined) this.ends.set(target, index);
    }
    this.log = [...log];
  }

  stateAt(at: string): string {
    const state = this.restored();
    this.lend(state).commit('everything');
    return canonicalState(state, at);
  }

  private restored(): State {
    const counters = [...this.counters.values()].filter(({ kind }) => kind !== 'consent');
    const facts = this.log.flatMap((fact, index): StoredFact[] =>
      fact.k === 'dataset.published' || fact.k === 'grant.issued' || fact.k === 'suspension.set'
        ? [{ index, fact, ...this.endOf(index) }]
        : [],
    );
    const p = this.log.findLastIndex(({ k }) => k === 'epoch.opened' || k === 'policy.changed');
    return p < 0 ? State.empty() : restoreState({ facts, counters, rules: { rules: 1, p } });
  }

  private lend(state: State): Fold {
    const fold = Fold.over(state);
    this.log.forEach((entry, index) => {
      if (entry.k === 'guardian.registered') fold.provideGuardian(index, entry, this.ends.get(index));
      if (entry.k === 'consent.given') this.lendConsent(fold, index, entry);
    });
    return fold;
  }

  private lendConsent(fold: Fold, index: number, consent: ConsentGiven): void {
    const own = [...this.counters.values()].filter(({ kind, ref }) => kind === 'consent' && ref === String(index));
    fold.provideConsent(index, consent, this.ends.get(index), own);
  }

  private endOf(index: number): { readonly end?: number } {
    const end = this.ends.get(index);
    return end === undefined ? {} : { end };
  }
}

function endedBy(entry: Entry | undefined): number | undefined {
  switch (entry?.k) {
    case 'dataset.retired':
      return entry.d;
    case 'grant.revoked':
      return entry.g;
    case 'suspension.lifted':
      return entry.s;
    case 'consent.withdrawn':
      return entry.cst;
    case 'guardian.ended':
      return entry.gd;
    default:
      return undefined;
  }
}

/** Makes all moves; a batch ends after each step for which `isCut` says so, and at the end. */
export function play(
  moves: readonly Move[],
  keeper: Keeper,
  isCut: (step: number) => boolean,
  player: Player = new Player(),
): Player {
  let fold = keeper.begin();
  if (player.log.length === 0) player.open(fold);
  moves.forEach((move, step) => {
    player.make(fold, move);
    if (!isCut(step)) return;
    keeper.end(fold, player.log);
    fold = keeper.begin();
  });
  keeper.end(fold, player.log);
  return player;
}
