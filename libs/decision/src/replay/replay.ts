import type { Instant } from '@shutong/kernel';
import { apply } from '../apply/apply.js';
import type { Entry } from '../entry/entry.js';
import type { EpochClosed } from '../entry/record-facts.js';
import { questionOf } from '../question.js';
import { deciderOf } from '../rules.js';
import { stateDigest } from '../state/canonical-state.js';
import { forgetPast } from '../state/forget-past.js';
import { State } from '../state/state.js';
import { dayOf } from '../time/period.js';
import { EarlierEntries } from './earlier-entries.js';
import { compareDecision, type DecidedEntry, isDecided, type Mismatch } from './mismatch.js';

/** The log goes by rules that this program does not know: nothing after `index` can be recomputed. */
export interface RulesUnknown {
  readonly kind: 'rules-unknown';
  readonly index: number;
  readonly rules: number;
}

export type ReplayFinding = Mismatch | RulesUnknown;

/**
 * Decides a log again from nothing but its entries (ledger.md §6): every fact is applied, every decision recomputed under the rules
 * in force and compared, and the state that a closed epoch states compared with the one that came out. No key, clock or database.
 *
 * Takes what the log holds as it stands, so that one wrong decision is one mismatch and not one for all that follow. What it cannot
 * see: `sub` is compared between entries and never with a person, and the rows of a permit stand for the rows that were asked.
 */
export class Replay {
  private readonly state = State.empty();
  private readonly earlier = new EarlierEntries();
  private at: Instant | undefined;
  private day = '';
  private recomputed = 0;

  /** Queries and explanations decided again. */
  get decisions(): number {
    return this.recomputed;
  }

  /**
   * The next entry, in log order; form, order of times and references have been checked (`LedgerRules`). Answers with what is wrong
   * with it, if anything.
   */
  take(index: number, entry: Entry): ReplayFinding | undefined {
    this.moveTo(entry.at);
    const finding = this.judge(index, entry);
    const isApplied = apply(this.state, index, entry, (earlier) => this.earlier.at(earlier)).ok;
    this.earlier.remember(index, entry);
    return finding ?? (isApplied ? this.unknownRules(index, entry) : refused(index, entry));
  }

  /** H of the state after the last entry, at its time, as `epoch.closed` would state it; undefined for an empty log. */
  digest(): string | undefined {
    return this.at === undefined ? undefined : stateDigest(this.state, this.at);
  }

  /** Batches share their time, so the day seldom needs to be found. */
  private moveTo(at: Instant): void {
    if (at === this.at) return;
    this.at = at;
    const day = dayOf(at);
    if (day === this.day) return;
    this.day = day;
    forgetPast(this.state, at);
  }

  private judge(index: number, entry: Entry): ReplayFinding | undefined {
    if (isDecided(entry)) return this.decideAgain(index, entry);
    return entry.k === 'epoch.closed' ? this.compareState(index, entry) : undefined;
  }

  private decideAgain(index: number, entry: DecidedEntry): ReplayFinding | undefined {
    const rules = this.state.rules.get('')?.rules ?? 0;
    const decide = deciderOf(rules);
    if (decide === undefined) return { kind: 'rules-unknown', index, rules };
    this.recomputed += 1;
    return compareDecision(index, entry, decide(this.state, questionOf(entry, entry.at)));
  }

  private compareState(index: number, closed: EpochClosed): Mismatch | undefined {
    const state = stateDigest(this.state, closed.at);
    if (state === closed.state) return undefined;
    const kind = closed.k;
    return { kind: 'mismatch', index, expected: { kind, state }, found: { kind, state: closed.state } };
  }

  private unknownRules(index: number, entry: Entry): RulesUnknown | undefined {
    const sets = entry.k === 'policy.changed' || entry.k === 'epoch.opened';
    return sets && deciderOf(entry.rules) === undefined ? { kind: 'rules-unknown', index, rules: entry.rules } : undefined;
  }
}

/** A fact that `apply` refuses should have been logged as refused. */
function refused(index: number, entry: Entry): Mismatch {
  return {
    kind: 'mismatch',
    index,
    expected: { kind: 'refused-at-edge', why: ['FACT_INVALID'] },
    found: { kind: entry.k },
  };
}
