import type { Decision } from '../decide.js';
import type { Entry, EntryKind } from '../entry/entry.js';
import type { MaskProfile, Rows } from '../entry/frame.js';
import type { Explained, QueryDenied, QueryPermitted, Use } from '../entry/query-entries.js';

/** An entry as the log has it, or as it should be: kind and reasons, or only those members in which the two differ. */
export interface Told {
  readonly kind: EntryKind;
  readonly res?: Explained['res'];
  readonly why?: readonly string[];
  readonly use?: Use;
  readonly mask?: Readonly<Record<string, MaskProfile>>;
  readonly rows?: Rows;
  readonly state?: string;
}

/** An entry that does not follow from those before it. */
export interface Mismatch {
  readonly kind: 'mismatch';
  readonly index: number;
  /** What the entries before it give. */
  readonly expected: Told;
  /** What the log says. */
  readonly found: Told;
}

/** An entry that holds what `decide` said. */
export type DecidedEntry = QueryPermitted | QueryDenied | Explained;

const DECIDED_KINDS: ReadonlySet<EntryKind> = new Set<EntryKind>(['query-permitted', 'query-denied', 'explained']);

export function isDecided(entry: Entry): entry is DecidedEntry {
  return DECIDED_KINDS.has(entry.k);
}

/** Members of a decision beside its kind. */
type Decided = Pick<Told, 'why' | 'use' | 'mask' | 'rows'>;

const MEMBERS = ['why', 'use', 'mask', 'rows'] as const satisfies readonly (keyof Decided)[];

/** The difference between a logged decision and the recomputed one; undefined when there is none. */
export function compareDecision(index: number, entry: DecidedEntry, decision: Decision): Mismatch | undefined {
  const isPermit = entry.k === 'query-permitted' || (entry.k === 'explained' && entry.res === 'permit');
  const found: Decided = entry;
  const expected: Decided = decision;
  const differing = isPermit === decision.permit ? MEMBERS.filter((name) => !isSame(expected[name], found[name])) : WHY;
  if (differing.length === 0) return undefined;
  return {
    kind: 'mismatch',
    index,
    expected: { ...kindOf(entry, decision.permit), ...pick(expected, differing) },
    found: { ...kindOf(entry, isPermit), ...pick(found, differing) },
  };
}

/** Where permit stands against denial, the reasons say enough. */
const WHY = ['why'] as const;

function kindOf(entry: DecidedEntry, isPermit: boolean): Pick<Told, 'kind' | 'res'> {
  if (entry.k === 'explained') return { kind: 'explained', res: isPermit ? 'permit' : 'deny' };
  return { kind: isPermit ? 'query-permitted' : 'query-denied' };
}

function pick(told: Decided, names: readonly (keyof Decided)[]): Decided {
  return Object.fromEntries(names.filter((name) => told[name] !== undefined).map((name) => [name, told[name]]));
}

/** Two JSON values with the same meaning: the order of members is none. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b)) return false;
  const members = Object.entries(a);
  const isAlike = Array.isArray(a) === Array.isArray(b) && members.length === Object.keys(b).length;
  return isAlike && members.every(([name, member]) => Object.hasOwn(b, name) && isSame(member, b[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
