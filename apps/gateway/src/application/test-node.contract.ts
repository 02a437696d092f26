import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecidedBatch, QueryHeader, ReplyItem, ReplyTick } from '@shutong/contracts';
import { canonicalJson, hashText, newId, systemClock, systemRandomness, toBase64, toInstant } from '@shutong/kernel';
import { checkpointText, EdgeTree, hashLeaf, type NoteSigner, noteSigner, ProofPool, signNote } from '@shutong/tlog';
import { Directory, HeadKeeper, loadLogKey, loadSigningKey, makeNodeKeys, type NodeFiles, sealReply } from '@shutong/trust';
import { NotaryLag } from '../domain/admission/notary-lag.js';
import { type Decided, OpenRequests, type SignedReply } from './open-requests.js';
import { TakeReplies } from './take-replies.js';

export const POLICE = '11990104MB9100024A';
export const TAX = '11990104MB91000400';
const CIVIL_AFFAIRS = '11990104MB9100059W';
const EPOCH = '2026h2';
const DIGEST = hashText('a commitment');
/** Entries that stand before the one a test is about. */
const EARLIER = ['first', 'second', 'third'].map((text) => hashLeaf(Buffer.from(text)));

/** Another gateway's head keeper, open requests and replies, with real keys, signatures and proofs; nothing of Kafka. */
export class TestNode {
  readonly alarms: string[] = [];
  readonly open = new OpenRequests();
  readonly take: TakeReplies;

  private constructor(
    private readonly home: string,
    readonly files: NodeFiles,
    readonly directory: Directory,
    private readonly log: NoteSigner,
    heads: HeadKeeper,
  ) {
    const alarm = (code: string): void => void this.alarms.push(code);
    this.take = new TakeReplies(
      { code: 'gw-1' },
      directory,
      heads,
      this.open,
      alarm,
      () => Promise.resolve(),
      new NotaryLag(systemClock),
    );
  }

  static async make(): Promise<TestNode> {
    const home = await mkdtemp(join(tmpdir(), 'gateway-'));
    const origin = `log.shutong.example/990104/s0/${EPOCH}`;
    const plan = {
      origin,
      epoch: EPOCH,
      shard: 's0',
      gateways: ['gw-1', 'gw-2'],
      connectors: [
        { code: 'ga-conn-1', dept: POLICE },
        { code: 'sw-conn-1', dept: TAX },
      ],
      services: [{ code: 'audit-1', use: 'audit' as const }],
      pairs: [{ prov: POLICE, cons: CIVIL_AFFAIRS }],
    };
    const files = await makeNodeKeys(home, plan, systemRandomness);
    const directory = await Directory.load(files.directory);
    const heads = await HeadKeeper.open({
      directory,
      pinFile: join(home, 'pin.json'),
      proofs: { fetch: () => Promise.resolve(undefined) },
      clock: systemClock,
      alarm: () => undefined,
      warn: () => undefined,
    });
    return new TestNode(home, files, directory, noteSigner(origin, 1, await loadLogKey(files.key('log.pem'))), heads);
  }

  /** A record of the notary about one entry, under a head that proves it. */
  decided(leaf: object, item: Readonly<Record<string, unknown>> = {}): DecidedBatch {
    const text = canonicalJson(leaf);
    const growth = EdgeTree.empty.append([...EARLIER, hashLeaf(Buffer.from(text))]);
    const pool = new ProofPool();
    const path = pool.add(growth.inclusion(EARLIER.length));
    const { name: origin } = this.log;
    const note = signNote(checkpointText({ origin, size: growth.tree.size, root: growth.tree.root() }), this.log);
    return {
      head: { note, from: 0, consistency: [] },
      hashes: pool.hashes.map(toBase64),
      items: [{ id: String((leaf as { id: unknown }).id), index: EARLIER.length, leaf: text, path, ...item }],
      lagMs: 3,
    };
  }

  /** The notary's word on a repeat: the older entry and one that followed it, under one head that proves both. */
  repeated(older: object, follower: object, d: string): DecidedBatch {
    const [first, second] = [canonicalJson(older), canonicalJson(follower)];
    const growth = EdgeTree.empty.append([...EARLIER, ...[first, second].map((text) => hashLeaf(Buffer.from(text)))]);
    const pool = new ProofPool();
    const [index, next] = [EARLIER.length, EARLIER.length + 1];
    const path = pool.add(growth.inclusion(index));
    const was = [{ index: next, leaf: second, path: pool.add(growth.inclusion(next)) }];
    const { name: origin } = this.log;
    const note = signNote(checkpointText({ origin, size: growth.tree.size, root: growth.tree.root() }), this.log);
    return {
      head: { note, from: 0, consistency: [] },
      hashes: pool.hashes.map(toBase64),
      items: [{ id: String((older as { id: unknown }).id), index, leaf: first, path, d, was }],
      lagMs: 3,
    };
  }

  async reply(connector: string, item: ReplyItem): Promise<ReplyTick> {
    const key = await loadSigningKey(this.files.key(`${connector}.sign.pem`));
    return { t: sealReply(key, [item]), items: [item] };
  }

  /** Opens a query and collects what reaches it. */
  asking(header: QueryHeader): { readonly decided: Decided[]; readonly replies: SignedReply[]; readonly d: string } {
    const decided: Decided[] = [];
    const replies: SignedReply[] = [];
    const d = hashText(JSON.stringify(header));
    this.open.add({
      id: header.id,
      d,
      header,
      onDecided: (word) => void decided.push(word),
      onReply: (word) => void replies.push(word),
    });
    return { decided, replies, d };
  }

  async remove(): Promise<void> {
    await rm(this.home, { recursive: true });
  }
}

/** A query of 民政 on D01 as the gateway submits it. */
export function aQuery(more: Partial<QueryHeader> = {}): QueryHeader {
  return {
    v: 1,
    type: 'query',
    id: newId(systemRandomness),
    shard: 's0',
    epoch: EPOCH,
    cons: CIVIL_AFFAIRS,
    sys: 'mz-dibao',
    prov: POLICE,
    ds: 'D01@1',
    mode: 'records',
    purpose: 'means-test',
    basis: 'B1',
    law: 'SHJZ-58',
    role: 'clerk',
    fields: ['deathMark', 'name'],
    rows: { region: ['990104'] },
    c: { subject: DIGEST, op: DIGEST, query: DIGEST },
    deadline: toInstant(systemClock.now() + 5_000),
    replyTo: 'gw-1',
    sd: DIGEST,
    od: DIGEST,
    ...more,
  };
}

/** The permit that the notary writes for it. */
export function aPermit(header: QueryHeader, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { id, cons, sys, prov, ds, mode, purpose, basis, law, role, fields, rows, c } = header;
  const question = { id, cons, sys, prov, ds, mode, purpose, basis, law, role, fields, rows, c };
  return {
    v: 1,
    k: 'query-permitted',
    at: '2026-11-24T08:00:00.000Z',
    src: { by: 'gw-1', d: hashText(JSON.stringify(header)) },
    ...question,
    mask: { name: 'm1' },
    use: { d: 1, g: 2, p: 0 },
    ...more,
  };
}

/** The department's failure to answer it, as it stands behind the permit. */
export function aFailure({ id, prov }: QueryHeader): Record<string, unknown> {
  const src = { by: 'ga-conn-1', d: DIGEST };
  return { v: 1, k: 'failed', at: '2026-11-24T08:00:01.000Z', id, src, q: EARLIER.length, prov, why: ['SOURCE_DOWN'], ms: 5 };
}
