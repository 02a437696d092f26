import type { Tick } from '@shutong/contracts';
import { hashText, type Id, type Instant, isId, newId, type Randomness } from '@shutong/kernel';
import { commitAll, newEntrySalt } from '../commitment/commitment.js';
import { pairKey, pseudonym, type Subject } from '../commitment/pseudonym.js';
import type { SigningKey } from '../keys/signing-key.js';
import type { OpeningSealer } from '../opening/opening-sealer.js';
import { sealTick } from '../tick/tick-signature.js';

/** A fact as an officer states it (protocol.md §3.8). */
export interface FactDraft {
  readonly k: string;
  /** Of an earlier attempt: the repeat is then the same fact. */
  readonly id?: string;
  /** The kind's plain members. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly subject?: Subject;
  /** Further values to commit to, such as `op`, `evidence`, `guardian`. */
  readonly open?: Readonly<Record<string, unknown>>;
  /** JCS text of a dataset document. */
  readonly document?: string;
}

/** Who submits facts, and with what. */
export interface FactDesk {
  readonly key: SigningKey;
  /** K_sub of the epoch; needed by kinds that carry a pseudonym. */
  readonly subKey?: Uint8Array;
  readonly openings: OpeningSealer;
  readonly shard: string;
  readonly epoch: string;
  /** Code of the relaying gateway. */
  readonly replyTo: string;
  readonly deadline: Instant;
  readonly randomness: Randomness;
}

const KINDS_WITH_PSEUDONYM: ReadonlySet<string> = new Set(['consent.given', 'guardian.registered']);

/** The signed tick of one fact, body of `POST /v1/facts`. Throws on a malformed id or a missing K_sub: the caller's own mistakes. */
export async function buildFact(draft: FactDraft, desk: FactDesk): Promise<{ readonly id: Id; readonly tick: Tick }> {
  const id = draft.id ?? newId(desk.randomness);
  if (!isId(id)) throw new Error('the fact has a malformed id');
  const values = { ...draft.open, ...(draft.subject !== undefined && { subject: draft.subject }) };
  const { c, o } = await committed(id, values, desk);
  const h = JSON.stringify({
    v: 1,
    type: 'fact',
    id,
    shard: desk.shard,
    epoch: desk.epoch,
    k: draft.k,
    ...draft.members,
    ...pseudonyms(draft, desk),
    ...documentDigests(draft.document),
    ...(c !== undefined && { c }),
    deadline: desk.deadline,
    replyTo: desk.replyTo,
    ...(o !== undefined && { od: hashText(o) }),
  });
  const items = [{ h, ...(o !== undefined && { o }), ...(draft.document !== undefined && { doc: draft.document }) }];
  const okeys = o === undefined ? [] : desk.openings.okeysDue([o]);
  return { id, tick: { t: sealTick(desk.key, items), items, ...(okeys.length > 0 && { okeys: [...okeys] }) } };
}

async function committed(
  id: Id,
  values: Readonly<Record<string, unknown>>,
  desk: FactDesk,
): Promise<{ readonly c?: Readonly<Record<string, string>>; readonly o?: string }> {
  if (Object.keys(values).length === 0) return {};
  const entrySalt = newEntrySalt(desk.randomness);
  return { c: commitAll(entrySalt, values), o: await desk.openings.seal(id, entrySalt, values) };
}

/** The document is named twice: in the leaf for ever, in the header for this submission. */
function documentDigests(document: string | undefined): { readonly schema?: string; readonly dd?: string } {
  return document === undefined ? {} : { schema: hashText(document), dd: hashText(document) };
}

function pseudonyms(draft: FactDraft, desk: FactDesk): { readonly sub?: string; readonly gsub?: string } {
  if (!KINDS_WITH_PSEUDONYM.has(draft.k) || draft.subject === undefined) return {};
  const { prov, cons } = draft.members;
  if (desk.subKey === undefined) throw new Error(`${draft.k} needs the key sub.${desk.epoch}.key`);
  if (typeof prov !== 'string' || typeof cons !== 'string') throw new Error(`${draft.k} names prov and cons`);
  const key = pairKey(desk.subKey, desk.epoch, prov, cons);
  const sub = pseudonym(key, draft.subject);
  return draft.k === 'guardian.registered' ? { sub, gsub: pseudonym(key, guardianOf(draft)) } : { sub };
}

function guardianOf(draft: FactDraft): Subject {
  const guardian = draft.open?.['guardian'];
  if (typeof guardian !== 'object' || guardian === null) throw new Error('guardian.registered opens guardian {t, v}');
  const { t, v } = guardian as Partial<Record<keyof Subject, unknown>>;
  if (typeof t !== 'string' || typeof v !== 'string') throw new Error('guardian.registered opens guardian {t, v}');
  return { t, v };
}
