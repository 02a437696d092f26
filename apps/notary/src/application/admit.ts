import { hashText, toBase64 } from '@shutong/kernel';
import { BatchTree, hashLeaf } from '@shutong/tlog';
import { attachmentsMatch, type Party, type SignKeys, verifyTick } from '@shutong/trust';
import type { Header, Tick } from '@shutong/contracts';
import { mayPropose } from '../domain/entitlement.js';
import type { Submission } from '../domain/submission.js';
import type { DeadCode, DeadDraft, NoEntryCode } from './outgoing.js';
import type { ReadItem, ReadRecord } from './read-record.js';

/** How far a deadline may lie ahead: the longest wait and the skew of two clocks (protocol.md §9). */
const FARTHEST_DEADLINE_MS = 32_000;

export interface AdmissionRules {
  /** Keys of the directory that the log has in force now. */
  readonly keys: SignKeys;
  readonly shard: string;
  readonly isOfShard: (department: string) => boolean;
  /** Epoch ms. */
  readonly now: number;
}

/** A refused item whose sender can be told: it has an id and the tick's signature says who sent it. */
export interface RefusedItem {
  readonly party: Party;
  readonly id: string;
  readonly d: string;
  readonly code: NoEntryCode;
  /** The gateway to answer, where the header was readable. */
  readonly replyTo?: string;
}

export interface Admission {
  readonly submissions: readonly Submission[];
  readonly dead: readonly DeadDraft[];
  readonly refused: readonly RefusedItem[];
  readonly openingKeys: readonly { readonly okid: string; readonly jwe: string }[];
}

/** Step 4 of protocol.md §6.1: a bad tick goes whole to the dead letters, else only the bad item. */
export function admit(record: ReadRecord, rules: AdmissionRules): Admission {
  const { tick, offset, value } = record;
  if (tick === undefined) return whole({ offset, code: 'RECORD_INVALID', value });
  const party = verifyTick(rules.keys, tick);
  if (!party.ok) return whole({ offset, code: 'SIGNATURE_INVALID', by: tick.t.by, value });
  const tree = new BatchTree(tick.items.map((item) => hashLeaf(item.h)));
  const submissions: Submission[] = [];
  const dead: DeadDraft[] = [];
  const refused: RefusedItem[] = [];
  record.items.forEach((read, place) => {
    const code = faultOf(read, party.value, rules);
    if (code === undefined && read.header !== undefined)
      submissions.push(submissionOf(read.header, place, { offset, tick, tree, party: party.value }));
    else if (code !== undefined) {
      dead.push(deadItem(read, place, code, { offset, by: tick.t.by }));
      if (read.id !== undefined) refused.push(refusedItem(read, read.id, code, party.value));
    }
  });
  return { submissions, dead, refused, openingKeys: tick.okeys ?? [] };
}

function whole(dead: DeadDraft): Admission {
  return { submissions: [], dead: [dead], refused: [], openingKeys: [] };
}

function faultOf({ item, header }: ReadItem, party: Party, rules: AdmissionRules): DeadCode | undefined {
  if (header === undefined || header.shard !== rules.shard) return 'HEADER_INVALID';
  if (!attachmentsMatch(item, header)) return 'SIGNATURE_INVALID';
  if ('deadline' in header && Date.parse(header.deadline) > rules.now + FARTHEST_DEADLINE_MS) return 'HEADER_INVALID';
  return mayPropose(party, header, rules.isOfShard) ? undefined : 'NOT_ENTITLED';
}

interface TickContext {
  readonly offset: bigint;
  readonly tick: Tick;
  readonly tree: BatchTree;
  readonly party: Party;
}

function submissionOf(header: Header, place: number, { offset, tick, tree, party }: TickContext): Submission {
  const { t } = tick;
  const item = tick.items[place];
  if (item === undefined) throw new Error('an item stands at its place in its tick');
  return {
    from: { offset, item: place },
    party,
    header,
    h: item.h,
    d: hashText(item.h),
    tick: { by: t.by, kid: t.kid, n: t.n, i: place, path: tree.proof(place).map(toBase64), sig: t.sig },
    ...(item.s === undefined ? {} : { s: item.s }),
    ...(item.o === undefined ? {} : { o: item.o }),
    ...(item.doc === undefined ? {} : { doc: item.doc }),
  };
}

function deadItem(
  { item, id }: ReadItem,
  place: number,
  code: DeadCode,
  from: { readonly offset: bigint; readonly by: string },
): DeadDraft {
  return {
    offset: from.offset,
    item: place,
    code,
    by: from.by,
    ...(id === undefined ? {} : { id }),
    value: Buffer.from(JSON.stringify(item)),
  };
}

function refusedItem({ item, header }: ReadItem, id: string, code: DeadCode, party: Party): RefusedItem {
  const told: NoEntryCode = code === 'NOT_ENTITLED' ? 'NOT_ENTITLED' : 'HEADER_INVALID';
  const replyTo = header !== undefined && 'replyTo' in header ? header.replyTo : undefined;
  return { party, id, d: hashText(item.h), code: told, ...(replyTo === undefined ? {} : { replyTo }) };
}
