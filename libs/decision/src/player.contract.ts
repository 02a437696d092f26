import { toInstant } from '@shutong/kernel';
import type { Decision, Entry, EntryKind, Fold, Question } from './index.js';
import { questionOf } from './index.js';
import { type Asked, MODES, type Move, SYSTEMS } from './random-moves.contract.js';
import {
  aConsent,
  aDataset,
  aGrant,
  aGuardian,
  aGuardianEnd,
  aLifting,
  aRetirement,
  aRevocation,
  asked,
  aSuspension,
  aWithdrawal,
  CIVIL_AFFAIRS,
  opened,
  POLICE,
} from './test-facts.contract.js';

/** Monday 15 June 2026, 23:00 at UTC+8: an hour before a day turns. */
const START = Date.parse('2026-06-15T15:00:00.000Z');
const HOUR = 3_600_000;

/** Called for every decision, at its place in the fold. */
export type Watch = (fold: Fold, question: Question, decision: Decision) => void;

/** Makes the moves as a notary does: queries decided, facts applied or logged as refused. The log is all it remembers. */
export class Player {
  private now = START;

  constructor(
    readonly log: Entry[] = [],
    private readonly watch: Watch = () => undefined,
  ) {}

  get at(): string {
    return toInstant(this.now);
  }

  /** A player at the same place, whose moves leave this one alone. */
  copy(): Player {
    const copy = new Player([...this.log]);
    copy.now = this.now;
    return copy;
  }

  /** The log's first entry. */
  open(fold: Fold): void {
    this.append(fold, { ...opened, at: this.at });
  }

  make(fold: Fold, move: Move): void {
    if (move.do === 'wait') this.now += move.hours * HOUR;
    else if (move.do === 'query' || move.do === 'explain') this.decide(fold, move.do, questionFor(move, this.at));
    else this.state(fold, this.factFor(move));
  }

  private decide(fold: Fold, how: 'query' | 'explain', question: Question): void {
    const decision = fold.decide(question);
    this.watch(fold, question, decision);
    const { permit, ...decided } = decision;
    const { hasCase, ...members } = question;
    const kind =
      how === 'explain'
        ? { k: 'explained', res: permit ? 'permit' : 'deny' }
        : { k: permit ? 'query-permitted' : 'query-denied' };
    this.append(fold, { ...frameOf(this.at), ...members, ...decided, ...kind, c: hasCase ? { case: '' } : {} } as Entry);
  }

  private state(fold: Fold, fact: Entry | undefined): void {
    if (fact === undefined) return;
    const isGood = !fold.contradicts(fact) && fold.apply(this.log.length, fact, (index) => this.log[index]).ok;
    this.log.push(isGood ? fact : ({ ...frameOf(this.at), k: 'refused-at-edge', why: ['FACT_INVALID'], n: 1 } as Entry));
  }

  private append(fold: Fold, entry: Entry): void {
    if (!fold.apply(this.log.length, entry, (index) => this.log[index]).ok) throw new Error(`${entry.k} does not apply`);
    this.log.push(entry);
  }

  private factFor(move: Move): Entry | undefined {
    const fact = this.newFactFor(move) ?? this.followingFactFor(move);
    return fact === undefined ? undefined : { ...fact, at: this.at };
  }

  private newFactFor(move: Move): Entry | undefined {
    switch (move.do) {
      case 'publish':
        return publication(move);
      case 'grant':
        return grant(move, this.window(move.days));
      case 'register':
        return aGuardian({ sub: move.sub, ...this.window(move.days) });
      case 'consent':
        return consent(
          move,
          this.window(move.days),
          move.gd === undefined ? undefined : this.nth('guardian.registered', move.gd),
        );
      case 'suspend':
        return this.suspension(move);
      case 'change-policy':
        return { ...opened, k: 'policy.changed' };
      default:
        return undefined;
    }
  }

  private followingFactFor(move: Move): Entry | undefined {
    if (!('nth' in move)) return undefined;
    const of = (kind: EntryKind, make: (index: number) => Entry): Entry | undefined => {
      const index = this.nth(kind, move.nth);
      return index === undefined ? undefined : make(index);
    };
    switch (move.do) {
      case 'withdraw':
        return of('consent.given', (cst) => aWithdrawal({ cst }));
      case 'revoke':
        return of('grant.issued', (g) => aRevocation({ g }));
      case 'lift':
        return of('suspension.set', (s) => aLifting({ s }));
      case 'retire':
        return of('dataset.published', (d) => aRetirement({ d }));
      case 'end-guardian':
        return of('guardian.registered', (gd) => aGuardianEnd({ gd }));
      case 'correct':
        return of('query-permitted', (q) => ({ ...frameOf(''), k: 'correction.opened', q, ds: '', fields: [], due: '', c: {} }));
      case 'fail':
      case 'answer':
        return this.outcome(move.do, move.nth);
      default:
        return undefined;
    }
  }

  /** Of the nth permit that has none. */
  private outcome(how: 'fail' | 'answer', place: number): Entry | undefined {
    const settled = new Set(this.log.flatMap((entry) => (entry.k === 'failed' || entry.k === 'answered' ? [entry.q] : [])));
    const open = this.log.flatMap(({ k }, index) => (k === 'query-permitted' && !settled.has(index) ? [index] : []));
    const q = open[place % Math.max(open.length, 1)];
    if (q === undefined) return undefined;
    if (how === 'fail') return { ...frameOf(''), k: 'failed', q, prov: POLICE, why: ['SOURCE_DOWN'], ms: 1 };
    return { ...frameOf(''), k: 'answered', q, prov: POLICE, ver: '1.0.0', fields: [], ms: 1, c: {} };
  }

  private suspension(move: Extract<Move, { readonly do: 'suspend' }>): Entry | undefined {
    const until = move.hours === 0 ? {} : { until: toInstant(this.now + move.hours * HOUR) };
    if (move.scope === 'dept') return aSuspension({ t: 'dept', dept: CIVIL_AFFAIRS }, until);
    if (move.scope === 'system') return aSuspension({ t: 'system', sys: SYSTEMS[move.nth % 2] ?? SYSTEMS[0] }, until);
    const index = this.nth(move.scope === 'grant' ? 'grant.issued' : 'dataset.published', move.nth);
    if (index === undefined) return undefined;
    return aSuspension(move.scope === 'grant' ? { t: 'grant', g: index } : { t: 'dataset', d: index }, until);
  }

  private window(days: number): { readonly from: string; readonly to: string } {
    return { from: this.at, to: toInstant(this.now + days * 24 * HOUR) };
  }

  private nth(kind: EntryKind, place: number): number | undefined {
    const indices = this.log.flatMap(({ k }, index) => (k === kind ? [index] : []));
    return indices[place % Math.max(indices.length, 1)];
  }
}

const frameOf = (at: string): Pick<Entry, 'v' | 'at' | 'id' | 'src'> => ({ v: 1, at, id: '', src: { by: 'gw-1', d: '' } });

function publication({ ds, share, isNarrow }: Extract<Move, { readonly do: 'publish' }>): Entry {
  const fields = { plain: 'L2', shy: 'L3', sensitive: 'L2s', closed: 'L3n', isTrue: 'L2p' };
  return aDataset({ ds, share, modes: isNarrow ? ['records'] : MODES, fields });
}

function grant(move: Extract<Move, { readonly do: 'grant' }>, window: { readonly from: string; readonly to: string }): Entry {
  const fields = { plain: 'm0', shy: 'm0', sensitive: 'm2', isTrue: 'm0', closed: 'm0' } as const;
  const { ds, quota, needsCase } = move;
  const given = { modes: MODES, basis: ['B1', 'B2'], own: ['SHJZ-58'], fields };
  return aGrant({ ds, quota, case: needsCase, sys: [SYSTEMS[0]], ...given, ...window });
}

function consent(
  move: Extract<Move, { readonly do: 'consent' }>,
  window: { readonly from: string; readonly to: string },
  gd: number | undefined,
): Entry {
  const { ds, sub, once, freq, sens } = move;
  const given = { ds, sub, once, sens, fields: ['isTrue', 'plain', 'sensitive', 'shy'], ...window };
  return aConsent({ ...given, ...(freq !== undefined && { freq }), ...(gd !== undefined && { gd }) });
}

function questionFor(move: Asked, at: string): Question {
  const { sub: _, ...template } = asked;
  const { ds, sub, sys, fields, mode, region, hasCase } = move;
  const members = { ...template, ds, sys, fields, mode, basis: sub === undefined ? 'B1' : 'B2', c: hasCase ? { case: '' } : {} };
  return questionOf({ ...members, ...(sub && { sub }), ...(region && { rows: { region: [region] } }) }, at);
}
