import { describe, expect, it } from '@jest/globals';
import type { Header } from '@shutong/contracts';
import { State } from '@shutong/decision';
import { hashText, newId, systemRandomness, toInstant } from '@shutong/kernel';
import { EdgeTree } from '@shutong/tlog';
import type { Party } from '@shutong/trust';
import fc from 'fast-check';
import { KeysInForce } from '../domain/keys-in-force.js';
import { ownEntry } from '../domain/own-entries.js';
import type { Submission } from '../domain/submission.js';
import { decideBatch, type Memory } from './decide-batch.js';
import type { LoadedRows } from './ledger.port.js';

const EPOCH = '2026h2';
const POLICE = '11990104MB9100024A';
const CIVIL_AFFAIRS = '11990104MB9100059W';
const AT = Date.parse('2026-11-24T08:00:00.000Z');
const DIGEST = hashText('a commitment');
const NOTHING: LoadedRows = { clock: AT, byId: [], refs: [], consents: [], guardians: [] };
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

const published = (): Submission => ({
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

const granted = (): Submission =>
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

const revoked = (): Submission => submission(REGISTRY, { type: 'fact', k: 'grant.revoked', g: 2, why: ['PURPOSE_ENDED'] });

const query = (): Submission =>
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
  });

interface Outcome {
  readonly leaves: readonly string[];
  readonly root: string;
  readonly memory: Memory;
}

const emptyMemory = (): Memory => ({ state: State.empty(), keys: KeysInForce.none, at: 0 });

/** Decides the stream in batches of `cut` submissions. */
function decideAll(stream: readonly Submission[], cut: number): Outcome {
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

const kindsOf = ({ leaves }: Outcome): readonly string[] => leaves.map((leaf) => (JSON.parse(leaf) as { k: string }).k);

describe('a batch', () => {
  it('gives the same leaves and one root, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.integer({ min: 1, max: 6 }), (before, after, cut) => {
        const queries = (count: number): Submission[] => Array.from({ length: count }, query);
        const stream = [published(), granted(), ...queries(before), revoked(), ...queries(after)];
        const [whole, pieces] = [decideAll(stream, stream.length), decideAll(stream, cut)];
        expect(pieces.leaves).toEqual(whole.leaves);
        expect(pieces.root).toBe(whole.root);
      }),
      { numRuns: 40 },
    );
  });

  it('counts what stands earlier in it: quota and revocation', () => {
    const stream = [published(), granted(), ...Array.from({ length: 6 }, query), revoked(), query()];
    const kinds = kindsOf(decideAll(stream, stream.length));
    expect(kinds.slice(3, 8)).toEqual(Array<string>(5).fill('query-permitted'));
    expect(kinds.slice(8)).toEqual(['query-denied', 'grant.revoked', 'query-denied']);
  });

  it('makes one entry of a submission that comes twice', () => {
    const asked = query();
    expect(kindsOf(decideAll([published(), granted(), asked, asked], 4))).toHaveLength(4);
  });

  it('logs a stale query as refused and spends nothing', () => {
    const stale = query();
    const late = { ...stale, header: { ...stale.header, deadline: toInstant(AT) } as Header };
    const { leaves } = decideAll([published(), granted(), late], 3);
    expect(JSON.parse(leaves[3] ?? '{}')).toMatchObject({ k: 'refused-at-edge', why: ['DEADLINE_PASSED'] });
  });

  it('logs a fact that contradicts the log as refused', () => {
    const { leaves } = decideAll([published(), revoked()], 2);
    expect(JSON.parse(leaves[2] ?? '{}')).toMatchObject({ k: 'refused-at-edge', why: ['FACT_INVALID'] });
  });

  it('touches memory only when it is committed', () => {
    const { memory } = decideAll([published(), granted()], 2);
    const setting = { shard: 's0', epoch: EPOCH, loaded: NOTHING, size: 3, at: AT };
    const attempt = (): readonly string[] =>
      decideBatch(memory, {
        ...setting,
        batch: { submissions: [query(), revoked(), query()], refused: [], own: () => [] },
      }).entries.map(({ leaf }) => (JSON.parse(leaf) as { k: string }).k);
    expect(attempt()).toEqual(['query-permitted', 'grant.revoked', 'query-denied']);
    expect(attempt()).toEqual(['query-permitted', 'grant.revoked', 'query-denied']);
  });
});
