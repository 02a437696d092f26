import { CATALOGUE_TOPIC, dispatchTopic, repliesTopic } from '@shutong/bus';
import { type DecidedItem, type DispatchItem, encodeRecord, type Head } from '@shutong/contracts';
import { fromBase64 } from '@shutong/kernel';
import { type Growth, type Hash, planInclusion } from '@shutong/tlog';
import type { KnownEntry } from './batch-sheet.js';
import type { Letter } from './courier.port.js';
import type { AckDraft, DispatchDraft, Outgoing, ReplyDraft } from './outgoing.js';
import { cutRecords, type ItemDraft } from './record-cutter.js';
import type { SentHeads } from './sent-heads.js';
import type { TreeNodes } from './tree-nodes.js';

/** Members, quotes and numbers of an item beside its texts. */
const ITEM_FRAME_BYTES = 160;
/** `{"id":"…","code":"IDEMPOTENCY_CONFLICT"}` with its comma; a batch has some 1,024 of them at most. */
const ACK_BYTES = 66;

/** A committed head with all that proofs under it are made from. */
export interface CommittedHead {
  readonly epoch: string;
  readonly note: string;
  readonly growth: Growth;
}

/** Turns what a batch has to say into records: one per receiver, more only at the size cap, each with the receiver's head. */
export class LetterComposer {
  constructor(
    private readonly nodes: TreeNodes,
    private readonly heads: SentHeads,
  ) {}

  async compose(outgoing: Outgoing, head: CommittedHead, lagMs: number): Promise<Letter[]> {
    const letters: Letter[] = [];
    const departments = new Set([...outgoing.dispatches.keys(), ...outgoing.acks.keys()]);
    for (const department of departments) {
      const drafts = outgoing.dispatches.get(department) ?? [];
      letters.push(...(await this.dispatch(department, drafts, outgoing.acks.get(department) ?? [], head)));
    }
    for (const [gateway, drafts] of outgoing.replies) letters.push(...(await this.decided(gateway, drafts, head, lagMs)));
    return letters;
  }

  /** Announcement of a dataset document. */
  async catalogue(
    published: { readonly entry: KnownEntry; readonly ds: string; readonly document: string },
    retired: KnownEntry | undefined,
    head: CommittedHead,
  ): Promise<Letter> {
    const stamp = await this.heads.next(CATALOGUE_TOPIC, head.note, head.growth);
    const drafts = [published.entry, ...(retired === undefined ? [] : [retired])];
    const items = await Promise.all(
      drafts.map(async (entry) => entryDraft(entry, await this.inclusion(entry, head), (item) => item)),
    );
    const [record] = cutRecords(stamp, items, Buffer.byteLength(published.document) * 1.25);
    const [first, second] = record?.items ?? [];
    if (record === undefined || first === undefined) throw new Error('a catalogue record holds its publication');
    const value = encodeRecord({
      head: stamp,
      hashes: record.hashes,
      document: published.document,
      ...first,
      ...(second === undefined ? {} : { retired: second }),
    });
    return { topic: CATALOGUE_TOPIC, key: published.ds, schema: 'catalogue', value };
  }

  private async dispatch(
    department: string,
    drafts: readonly DispatchDraft[],
    acks: readonly AckDraft[],
    head: CommittedHead,
  ): Promise<Letter[]> {
    const topic = dispatchTopic(department);
    const stamp = await this.heads.next(topic, head.note, head.growth);
    const items = await Promise.all(drafts.map(async (draft) => dispatchDraft(draft, await this.inclusion(draft.entry, head))));
    const cut = cutRecords(stamp, items, acks.length * ACK_BYTES);
    const records = cut.length === 0 ? [{ hashes: [], items: [] }] : cut;
    return records.map((record, place) => ({
      topic,
      schema: 'dispatch',
      value: encodeRecord({ head: stamp, ...record, ...(place > 0 || acks.length === 0 ? {} : { acks }) }),
    }));
  }

  private async decided(gateway: string, drafts: readonly ReplyDraft[], head: CommittedHead, lagMs: number): Promise<Letter[]> {
    const topic = repliesTopic(gateway);
    const stamp: Head = await this.heads.next(topic, head.note, head.growth);
    const items = await Promise.all(drafts.map((draft) => this.replyDraft(draft, head)));
    return cutRecords(stamp, items, 0).map((record) => ({
      topic,
      schema: 'decided',
      value: encodeRecord({ head: stamp, ...record, lagMs }),
    }));
  }

  private async replyDraft(draft: ReplyDraft, head: CommittedHead): Promise<ItemDraft<DecidedItem>> {
    const { id } = draft;
    if (draft.kind === 'none')
      return { proofs: [], bytes: ITEM_FRAME_BYTES, build: () => ({ id, d: draft.d, code: draft.code }) };
    const proof = await this.inclusion(draft.entry, head);
    if (draft.kind === 'made') return entryDraft(draft.entry, proof, (item) => ({ id, ...item }));
    const after = await Promise.all(draft.after.map(async (entry) => ({ entry, proof: await this.inclusion(entry, head) })));
    return {
      proofs: [proof, ...after.map((follower) => follower.proof)],
      bytes: [draft.entry, ...draft.after].reduce((sum, entry) => sum + leafBytes(entry), 0),
      build: ([path = [], ...paths]) => ({
        id,
        ...proven(draft.entry, path),
        d: draft.d,
        was: after.map((follower, place) => proven(follower.entry, paths[place] ?? [])),
      }),
    };
  }

  private async inclusion(entry: KnownEntry, head: CommittedHead): Promise<readonly Hash[]> {
    if (entry.epoch !== head.epoch) throw new Error('an entry of another epoch is proven by that epoch');
    if (entry.index >= head.growth.from.size) return head.growth.inclusion(entry.index);
    return this.nodes.prove(planInclusion(entry.index, head.growth.tree.size), head.growth);
  }
}

interface Proven {
  readonly index: number;
  readonly leaf: string;
  readonly path: number[];
}

function proven(entry: KnownEntry, path: readonly number[]): Proven {
  return { index: entry.index, leaf: entry.leaf, path: [...path] };
}

function leafBytes(entry: KnownEntry): number {
  // Quotes of the leaf are escaped in the record: a quarter more is ample for leaves of ASCII codes.
  return ITEM_FRAME_BYTES + Math.ceil(Buffer.byteLength(entry.leaf) * 1.25);
}

function entryDraft<T>(entry: KnownEntry, proof: readonly Hash[], build: (item: Proven) => T): ItemDraft<T> {
  return { proofs: [proof], bytes: leafBytes(entry), build: ([path = []]) => build(proven(entry, path)) };
}

function dispatchDraft(draft: DispatchDraft, proof: readonly Hash[]): ItemDraft<DispatchItem> {
  const { h, s, tick } = draft.submission;
  const tickProof = tick.path.map((hash) => fromBase64(hash) ?? new Uint8Array());
  return {
    proofs: [proof, tickProof],
    bytes: leafBytes(draft.entry) + Math.ceil(Buffer.byteLength(h) * 1.25) + s.length + ITEM_FRAME_BYTES,
    build: ([path = [], tickPath = []]) => ({
      ...proven(draft.entry, path),
      h,
      s,
      tick: { by: tick.by, kid: tick.kid, n: tick.n, i: tick.i, path: [...tickPath], sig: tick.sig },
    }),
  };
}
