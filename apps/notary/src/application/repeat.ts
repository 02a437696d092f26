import type { FactHeader, Header } from '@shutong/contracts';
import { serviceName } from '@shutong/decision';
import { canonicalJson } from '@shutong/kernel';
import type { KnownEntry } from './batch-sheet.js';

/** Members of a fact's header that belong to the message and not to the fact. Salts differ in every retry, so commitments are no part of it. */
const MESSAGE_MEMBERS = new Set(['v', 'type', 'id', 'shard', 'epoch', 'sd', 'od', 'dd', 'deadline', 'replyTo', 'c']);

/** Whether a repeat asks or states the same as what was recorded under its id (protocol.md §5.3). */
export function isSameSubmission(header: Header, recorded: string | undefined): boolean {
  if (recorded === undefined) return false;
  // Our own row: it had passed the header's schema when it was logged.
  const earlier = JSON.parse(recorded) as Header;
  if (header.type !== earlier.type) return false;
  if (header.type === 'fact' && earlier.type === 'fact') return substance(header) === substance(earlier);
  return fingerprint(header) === fingerprint(earlier);
}

function fingerprint(header: Header): string | undefined {
  return header.type === 'query' || header.type === 'explain' ? header.fp : undefined;
}

function substance(fact: FactHeader): string {
  return canonicalJson(Object.fromEntries(Object.entries(fact).filter(([name]) => !MESSAGE_MEMBERS.has(name))));
}

/** Outcomes and releases follow a query under its id; they are nobody's own id. */
const FOLLOWERS = new Set(['answered', 'failed', 'not-released']);

/** Whether an id is taken by another owner: asking system, or service of a fact. */
export function isTaken(owner: string, under: readonly KnownEntry[]): boolean {
  return under.some(({ entry }) => !FOLLOWERS.has(entry.k) && ownerOf(entry) !== owner);
}

function ownerOf(entry: KnownEntry['entry']): string {
  return 'sys' in entry && typeof entry.sys === 'string' ? entry.sys : serviceName(entry.src.by);
}

/** What followed an entry under its id. */
export function followersOf(recorded: KnownEntry, under: readonly KnownEntry[]): readonly KnownEntry[] {
  return under.filter((other) => other.epoch === recorded.epoch && other.index > recorded.index && FOLLOWERS.has(other.entry.k));
}
