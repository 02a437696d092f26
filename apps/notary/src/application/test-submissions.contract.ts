import type { Header } from '@shutong/contracts';
import { type Entry, State } from '@shutong/decision';
import { hashText, newId, systemRandomness, toInstant } from '@shutong/kernel';
import { EdgeTree } from '@shutong/tlog';
import type { Party } from '@shutong/trust';
import { KeysInForce } from '../domain/keys-in-force.js';
import { ownEntry } from '../domain/own-entries.js';
import type { Submission } from '../domain/submission.js';
import { decideBatch, type Memory } from './decide-batch.js';
import type { LoadedRows } from './ledger.port.js';

export const EPOCH = '2026h2';
export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
export const SUBJECT = 'AAAAAAAAAAAAAAAAAAAAAA';
export const AT = Date.parse('2026-11-24T08:00:00.000Z');
export const DIGEST = hashText('a commitment');
export const NOTHING: LoadedRows = { clock: AT, byId: [], refs: [], consents: [], guardians: [] };
export const REGISTRY: Party = { code: 'registry-1', use: 'registry', sign: [], seal: [] };
export const CONSENT: Party = { code: 'consent-1', use: 'consent', sign: [], seal: [] };
export const GATEWAY: Party = { code: 'gw-1', use: 'gateway', sign: [], seal: [] };
export const CONNECTOR: Party = { code: 'ga-conn-1', use: 'connector', dept: POLICE, sign: [], seal: [] };

/** A window that holds `AT` and some days after it. */
const WINDOW = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

type Members = Readonly<Record<string, unknown>>;

export const opened = ownEntry(
  'epoch.opened',
  { epoch: EPOCH, shard: 's0', rules: 1, schemas: DIGEST, tables: DIGEST },
  { notary: 'notary-s0', at: AT, randomness: systemRandomness },
);

let offset = 0n;

export function submission(party: Party, members: Members): Submission {
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

export function fact(party: Party, k: string, members: Members): Submission {
  return submission(party, { type: 'fact', k, ...members });
}

const DOCUMENT = '{"code":"D01"}';

export function published(change: Members = {}): Submission {
  return {
    ...fact(REGISTRY, 'dataset.published', {
      ds: 'D01@1',
      ver: '1.0.0',
      prov: POLICE,
      share: 'cond',
      schema: hashText(DOCUMENT),
      modes: ['records'],
      keys: ['idNo'],
      fields: { deathMark: 'L2', name: 'L3' },
      c: { op: DIGEST },
      dd: hashText(DOCUMENT),
      ...change,
    }),
    doc: DOCUMENT,
  };
}

export function granted(change: Members = {}): Submission {
  return fact(REGISTRY, 'grant.issued', {
    gr: 'G-1',
    gv: 1,
    cons: CIVIL_AFFAIRS,
    sys: ['mz-dibao'],
    prov: POLICE,
    ds: 'D01@1',
    modes: ['records'],
    purposes: ['means-test'],
    basis: ['B1', 'B2'],
    roles: ['clerk'],
    fields: { deathMark: 'm0', name: 'm0' },
    ...WINDOW,
    quota: { day: 5, total: 1_000 },
    case: false,
    ...change,
  });
}

export function consented(change: Members = {}): Submission {
  return fact(CONSENT, 'consent.given', {
    sub: SUBJECT,
    cons: CIVIL_AFFAIRS,
    prov: POLICE,
    ds: 'D01@1',
    purpose: 'means-test',
    fields: ['deathMark', 'name'],
    ...WINDOW,
    once: false,
    sens: false,
    text: DIGEST,
    c: { subject: DIGEST, evidence: DIGEST },
    ...change,
  });
}

export function guarded(change: Members = {}): Submission {
  return fact(CONSENT, 'guardian.registered', {
    sub: SUBJECT,
    gsub: 'AgAAAAAAAAAAAAAAAAAAAA',
    cons: CIVIL_AFFAIRS,
    prov: POLICE,
    rel: 'parent',
    ...WINDOW,
    c: { subject: DIGEST, guardian: DIGEST, evidence: DIGEST },
    ...change,
  });
}

export const revoked = (g = 2): Submission => fact(REGISTRY, 'grant.revoked', { g, why: ['PURPOSE_ENDED'] });

export function query(change: Members = {}): Submission {
  return submission(GATEWAY, {
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
    ...change,
  });
}

/** A query that rests on the subject's consent. */
export function queryWithConsent(change: Members = {}): Submission {
  return query({ basis: 'B2', sub: SUBJECT, c: { subject: DIGEST, op: DIGEST, query: DIGEST }, ...change });
}

export interface Outcome {
  readonly leaves: readonly string[];
  readonly root: string;
  readonly memory: Memory;
}

export const emptyMemory = (): Memory => ({ state: State.empty(), keys: KeysInForce.none, at: 0 });

/** Decides the stream in batches of `cut` submissions, all in one unless told, with nothing in the database. */
export function decideAll(stream: readonly Submission[], cut = stream.length): Outcome {
  let memory = emptyMemory();
  let tree = EdgeTree.empty;
  const leaves: string[] = [];
  for (let from = 0; from === 0 || from < stream.length; from += cut) {
    const own = (): { entry: Entry }[] => (from === 0 ? [{ entry: opened }] : []);
    const batch = { submissions: stream.slice(from, from + cut), refused: [], own };
    const plan = decideBatch(memory, { shard: 's0', epoch: EPOCH, loaded: NOTHING, batch, size: tree.size, at: AT });
    leaves.push(...plan.entries.map((entry) => entry.leaf));
    tree = tree.append(plan.entries.map((entry) => entry.leafHash)).tree;
    memory = plan.commit();
  }
  return { leaves, root: Buffer.from(tree.root()).toString('hex'), memory };
}

export const kindsOf = ({ leaves }: Pick<Outcome, 'leaves'>): readonly string[] =>
  leaves.map((leaf) => (JSON.parse(leaf) as { k: string }).k);
