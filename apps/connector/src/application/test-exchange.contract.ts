import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DispatchBatch, DispatchItem, Head, QueryHeader } from '@shutong/contracts';
import { canonicalJson, type Clock, hashText, newId, systemRandomness, toBase64, toBase64Url, toInstant } from '@shutong/kernel';
import {
  BatchTree,
  checkpointText,
  EdgeTree,
  type Hash,
  hashLeaf,
  type NoteSigner,
  noteSigner,
  ProofPool,
  signNote,
} from '@shutong/tlog';
import {
  commit,
  Directory,
  fieldSalt,
  GatewaySeals,
  loadLogKey,
  loadSealingKey,
  loadSecretKey,
  loadSigningKey,
  makeNodeKeys,
  newEntrySalt,
  type NodeFiles,
  pairKey,
  pseudonym,
  sealTick,
  type SigningKey,
} from '@shutong/trust';
import type { PermittedLeaf } from '../domain/check/proven-query.js';

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
export const PERSON = '990104190001010017';
/** Log index of the publication that `use.d` names. */
export const PUBLICATION = 1;

/** What a test changes on its way from the clerk to the department; each at the place where an attacker could. */
export interface Bend {
  readonly header?: (header: QueryHeader) => object;
  readonly leaf?: (leaf: PermittedLeaf) => object;
  readonly question?: (question: Record<string, unknown>) => object;
  readonly sealed?: (s: string) => string;
  readonly person?: string;
  readonly committedPerson?: string;
  /** Asks in mode `predicate`. */
  readonly ask?: Readonly<Record<string, unknown>>;
  readonly deadlineMs?: number;
  readonly signer?: SigningKey;
}

/** A permitted query as gateway and notary made it. */
export interface Permitted {
  readonly id: string;
  readonly index: number;
  readonly leaf: string;
  readonly item: Omit<DispatchItem, 'path' | 'tick'> & { readonly tick: Omit<DispatchItem['tick'], 'path'> };
}

/** A gateway and a notary in one, honest unless told otherwise, with a real log and real keys. */
export class TestExchange {
  readonly #leaves: string[] = ['{"first":"entry"}', '{"k":"dataset.published"}'];

  private constructor(
    readonly home: string,
    readonly files: NodeFiles,
    readonly directory: Directory,
    readonly clock: Clock,
    private readonly log: NoteSigner,
    private readonly gateway: SigningKey,
    private readonly seals: GatewaySeals,
    private readonly subKey: Uint8Array,
  ) {}

  static async open(clock: Clock): Promise<TestExchange> {
    const home = await mkdtemp(join(tmpdir(), 'exchange-'));
    const files = await makeNodeKeys(
      home,
      {
        origin: 'log.shutong.example/990104/s0/2026h2',
        epoch: '2026h2',
        shard: 's0',
        gateways: ['gw-1', 'gw-2'],
        connectors: [{ code: 'ga-conn-1', dept: POLICE }],
        services: [{ code: 'registry-1', use: 'registry' }],
        pairs: [{ prov: POLICE, cons: CIVIL_AFFAIRS }],
      },
      systemRandomness,
    );
    const directory = await Directory.load(files.directory);
    const log = noteSigner(directory.origin, 1, await loadLogKey(files.key('log.pem')));
    const seals = new GatewaySeals(await loadSealingKey(files.key('gw-1.seal.pem')), directory, clock, systemRandomness);
    const gateway = await loadSigningKey(files.key('gw-1.sign.pem'));
    return new TestExchange(home, files, directory, clock, log, gateway, seals, await loadSecretKey(files.key('sub.2026h2.key')));
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true });
  }

  /** Size of the log. */
  get size(): number {
    return this.#leaves.length;
  }

  /** Asks and permits one query; its entry is in the log afterwards. */
  permit(bend: Bend = {}): Permitted {
    const id = newId(systemRandomness);
    const entrySalt = newEntrySalt(systemRandomness);
    const { header: honest, s } = this.#ask(id, entrySalt, bend);
    const header = bend.header?.(honest) ?? honest;
    const h = JSON.stringify(header);
    const permitted = permittedLeaf(honest, h, toInstant(this.clock.now()));
    const leaf = canonicalJson(bend.leaf?.(permitted) ?? permitted);
    const index = this.#leaves.push(leaf) - 1;
    const signer = bend.signer ?? this.gateway;
    const { kid, by, sig, n } = sealTick(signer, [{ h }]);
    return { id, index, leaf, item: { index, leaf, h, s: bend.sealed?.(s) ?? s, tick: { by, kid, n, i: 0, sig } } };
  }

  #ask(id: string, entrySalt: Uint8Array, bend: Bend): { readonly header: QueryHeader; readonly s: string } {
    const subject = { t: 'idNo', v: bend.committedPerson ?? bend.person ?? PERSON };
    const question = { keys: { idNo: bend.person ?? PERSON }, ...(bend.ask !== undefined && { ask: bend.ask }) };
    const salts = { subject: toBase64Url(fieldSalt(entrySalt, 'subject')), query: toBase64Url(fieldSalt(entrySalt, 'query')) };
    const plaintext = JSON.stringify(bend.question?.({ ...question, salts }) ?? { ...question, salts });
    const sealed = this.seals.sealQuery({ id, dept: POLICE, plaintext });
    if (!sealed.ok) throw new Error(sealed.failure);
    const header: QueryHeader = {
      v: 1,
      type: 'query',
      id: id as QueryHeader['id'],
      shard: 's0',
      epoch: '2026h2',
      cons: CIVIL_AFFAIRS,
      sys: 'mz-dibao',
      prov: POLICE,
      ds: 'D01@1',
      mode: bend.ask === undefined ? 'records' : 'predicate',
      purpose: 'means-test',
      basis: 'B2',
      law: 'SHJZ-58',
      role: 'clerk',
      fields: bend.ask === undefined ? ['deathMark', 'domicileRegion', 'householdNo'] : Object.keys(bend.ask).toSorted(),
      sub: pseudonym(pairKey(this.subKey, '2026h2', POLICE, CIVIL_AFFAIRS), subject),
      c: {
        subject: commit(fieldSalt(entrySalt, 'subject'), subject),
        op: commit(fieldSalt(entrySalt, 'op'), { dept: CIVIL_AFFAIRS, no: 'mz-0042' }),
        query: commit(fieldSalt(entrySalt, 'query'), question),
      },
      deadline: toInstant(bend.deadlineMs ?? this.clock.now() + 10_000),
      replyTo: 'gw-1',
      sd: hashText(sealed.value),
      od: hashText('openings'),
    };
    return { header, s: sealed.value };
  }

  /** A dispatch record under the head of the whole log. */
  record(permitted: readonly Permitted[], from = 0): DispatchBatch {
    const tree = new BatchTree(this.#hashes());
    const pool = new ProofPool();
    const items = permitted.map(({ item, index }) => ({
      ...item,
      path: pool.add(tree.proof(index)),
      tick: { ...item.tick, path: [] },
    }));
    return { head: this.head(from), hashes: pool.hashes.map(toBase64), items };
  }

  head(from = 0): Head {
    const leaves = this.#hashes();
    const { tree } = EdgeTree.empty.append(leaves);
    const proof =
      from === 0 || from === leaves.length
        ? []
        : EdgeTree.empty.append(leaves.slice(0, from)).tree.append(leaves.slice(from)).consistency();
    const note = signNote(checkpointText({ origin: this.directory.origin, size: leaves.length, root: tree.root() }), this.log);
    return { note, from, consistency: proof.map(toBase64) };
  }

  #hashes(): readonly Hash[] {
    return this.#leaves.map((leaf) => hashLeaf(Buffer.from(leaf)));
  }
}

function permittedLeaf(header: QueryHeader, h: string, at: string): PermittedLeaf {
  const { v, id, cons, sys, prov, ds, mode, purpose, basis, law, role, fields, sub, c, rows } = header;
  return {
    v,
    k: 'query-permitted',
    at,
    id,
    src: { by: 'gw-1', d: hashText(h) },
    cons,
    sys,
    prov,
    ds,
    mode,
    purpose,
    basis,
    law,
    role,
    fields,
    rows: rows ?? { region: ['990104'] },
    ...(mode === 'records' && { mask: { householdNo: 'm1' as const } }),
    use: { p: 0, d: PUBLICATION, g: 1, c: 1 },
    ...(sub !== undefined && { sub }),
    c: { ...c },
  };
}
