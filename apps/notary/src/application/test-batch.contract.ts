import type { Header } from '@shutong/contracts';
import { State } from '@shutong/decision';
import { hashText, newId, systemRandomness, toInstant } from '@shutong/kernel';
import { EdgeTree } from '@shutong/tlog';
import type { Party } from '@shutong/trust';
import { KeysInForce } from '../domain/keys-in-force.js';
import { ownEntry } from '../domain/own-entries.js';
import type { Submission } from '../domain/submission.js';
import { decideBatch, type Memory } from './decide-batch.js';
import type { LoadedRows } from './ledger.port.js';

export const EPOCH = '2026h2';
const POLICE = '11990104MB9100024A';
const CIVIL_AFFAIRS = '11990104MB9100059W';
/** Time of every batch, epoch ms. */
export const AT = Date.parse('2026-11-24T08:00:00.000Z');
const DIGEST = hashText('a commitment');
export const NOTHING: LoadedRows = { clock: AT, byId: [], refs: [], consents: [], guardians: [] };
const REGISTRY: Party = { code: 'registry-1', use: 'registry', sign: [], seal: [] };
const GATEWAY: Party = { code: 'gw-1', use: 'gateway', sign: [], seal: [] };

const opened = ownEntry(
  'epoch.opened',
  { epoch: EPOCH, shard: 's0', rules: 1, schemas: DIGEST, tables: DIGEST },
  { notary: 'notary-s0', at: AT, randomness: systemRandomness },
);

let offset = 0n;

function submission(party: Party, members: Readonly<Record<string, unknown>>): Submission {
  const header = {
    v: 1,
    id: newId(systemRandomness),
    shard: 's0',
    epoch: EPOCH,
    deadline: toInstant(AT + 5_000),
    replyTo: 'gw-1',
    ...members,
  };
  const h = JSON.stringify(header);
  offset += 1n;
  return {
    from: { offset, item: 0 },
    party,
    header: header as unknown as Header,
    h,
    d: hashText(h),
    tick: { by: party.code, kid: 'kid', n: 1, i: 0, path: [], sig: 'sig' },
    s: 'sealed',
    o: 'openings',
  };
}

const DOCUMENT = '{"code":"D01"}';

export const published = (): Submission => ({
  ...submission(REGISTRY, {
    type: 'fact',
    k: 'dataset.published',
    ds: 'D01@1',
    ver: '1.0.0',
    prov: POLICE,
    share: 'cond',
    schema: hashText(DOCUMENT),
    modes: ['records'],
    keys: ['idNo'],
    fields: { deathMark: 'L2' },
    c: { op: DIGEST },
    dd: hashText(DOCUMENT),
  }),
  doc: DOCUMENT,
});

export const granted = (): Submission =>
  submission(REGISTRY, {
    type: 'fact',
    k: 'grant.issued',
    gr: 'G-1',
    gv: 1,
    cons: CIVIL_AFFAIRS,
    sys: ['mz-dibao'],
    prov: POLICE,
    ds: 'D01@1',
    modes: ['records'],
    purposes: ['means-test'],
    basis: ['B1'],
    roles: ['clerk'],
    fields: { deathMark: 'm0' },
    from: '2026-01-01T00:00:00.000Z',
    to: '2027-01-01T00:00:00.000Z',
    quota: { day: 5, total: 1_000 },
    case: false,
  });

export const revoked = (): Submission => submission(REGISTRY, { type: 'fact', k: 'grant.revoked', g: 2, why: ['PURPOSE_ENDED'] });

/** A query that the grant permits, unless changed. */
export const query = (more: Readonly<Record<string, unknown>> = {}): Submission =>
  submission(GATEWAY, {
    type: 'query',
    cons: CIVIL_AFFAIRS,
    sys: 'mz-dibao',
    prov: POLICE,
    ds: 'D01@1',
    mode: 'records',
    purpose: 'means-test',
    basis: 'B1',
    law: 'SHJZ-58',
    role: 'clerk',
    fields: ['deathMark'],
    c: { subject: DIGEST, op: DIGEST, query: DIGEST },
    ...more,
  });

export interface Outcome {
  readonly leaves: readonly string[];
  readonly root: string;
  readonly memory: Memory;
}

const emptyMemory = (): Memory => ({ state: State.empty(), keys: KeysInForce.none, at: 0 });

/** Decides the stream in batches of `cut` submissions, all in one unless told. */
export function decideAll(stream: readonly Submission[], cut = stream.length): Outcome {
  let memory = emptyMemory();
  let tree = EdgeTree.empty;
  const leaves: string[] = [];
  for (let from = 0; from === 0 || from < stream.length; from += cut) {
    const own = (): { entry: typeof opened }[] => (from === 0 ? [{ entry: opened }] : []);
    const batch = { submissions: stream.slice(from, from + cut), refused: [], own };
    const plan = decideBatch(memory, { shard: 's0', epoch: EPOCH, loaded: NOTHING, batch, size: tree.size, at: AT });
    leaves.push(...plan.entries.map((entry) => entry.leaf));
    tree = tree.append(plan.entries.map((entry) => entry.leafHash)).tree;
    memory = plan.commit();
  }
  return { leaves, root: Buffer.from(tree.root()).toString('hex'), memory };
}

export const kindsOf = ({ leaves }: Outcome): readonly string[] => leaves.map((leaf) => (JSON.parse(leaf) as { k: string }).k);
