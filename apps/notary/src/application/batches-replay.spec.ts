import { describe, expect, it } from '@jest/globals';
import { LedgerRules, parseLeaf } from '@shutong/contracts';
import { type Entry, type EntryKind, Replay } from '@shutong/decision';
import { toInstant } from '@shutong/kernel';
import type { Party } from '@shutong/trust';
import fc from 'fast-check';
import type { Submission } from '../domain/submission.js';
import { decideBatch, type Memory } from './decide-batch.js';
import { loadRequest } from './load-request.js';
import { MemoryLedger } from './memory-ledger.contract.js';
import { rebuildMemory } from './rebuild-memory.js';
import {
  AT,
  CIVIL_AFFAIRS,
  CONNECTOR,
  CONSENT,
  consented,
  DIGEST,
  emptyMemory,
  EPOCH,
  fact,
  granted,
  guarded,
  opened,
  POLICE,
  published,
  query,
  REGISTRY,
  submission,
} from './test-submissions.contract.js';

const HOUR = 3_600_000;
const SUBJECTS = ['AAAAAAAAAAAAAAAAAAAAAA', 'AQAAAAAAAAAAAAAAAAAAAA'] as const;
const ELSEWHERE: Party = { ...REGISTRY, code: 'registry-b-1' };

/** What arrives; `n` and `m` choose among what the log holds, and among the forms of a submission. */
interface Arrival {
  readonly what: keyof typeof MAKE;
  readonly n: number;
  readonly m: number;
}

/** What stands in the log when a submission is made: batches do not see what comes with them. */
interface Seen {
  readonly rows: readonly { readonly entry: Entry; readonly index: number }[];
  readonly past: readonly Submission[];
  readonly at: number;
}

function nth({ rows }: Seen, kind: EntryKind, n: number): Seen['rows'][number] | undefined {
  const found = rows.filter(({ entry }) => entry.k === kind);
  return found[n % Math.max(found.length, 1)];
}

type Make = (seen: Seen, n: number, m: number) => Submission | undefined;

const MAKE = {
  query: (seen: Seen, n: number, m: number) => asked('query', seen, n, m),
  explain: (seen: Seen, n: number, m: number) => asked('explain', seen, n, m),
  repeat: ({ past }: Seen, n: number) => past[n % Math.max(past.length, 1)],
  publish: (_seen: Seen, n: number) => published({ ds: n % 4 === 0 ? 'D02@1' : 'D01@1' }),
  grant: (_seen: Seen, n: number, m: number) =>
    granted({ ds: n % 6 === 0 ? 'D02@1' : 'D01@1', quota: { day: 1 + (n % 3), total: 2 + m }, case: m % 5 === 0 }),
  consent: (seen: Seen, n: number, m: number) => {
    const guardian = n % 3 === 0 ? nth(seen, 'guardian.registered', m) : undefined;
    const freq = m % 3 === 0 ? { freq: { n: 1 + (n % 2), per: 'P1D' } } : {};
    const gd = guardian === undefined ? {} : { gd: guardian.index };
    return consented({ sub: SUBJECTS[n % 2], once: m % 4 === 1, ...freq, ...gd, prov: n % 7 === 0 ? CIVIL_AFFAIRS : POLICE });
  },
  guardian: (_seen: Seen, n: number) => guarded({ sub: SUBJECTS[n % 2] }),
  withdraw: ends(CONSENT, 'consent.withdrawn', 'cst', 'consent.given'),
  endGuardian: ends(CONSENT, 'guardian.ended', 'gd', 'guardian.registered'),
  revoke: ends(REGISTRY, 'grant.revoked', 'g', 'grant.issued'),
  lift: ends(REGISTRY, 'suspension.lifted', 's', 'suspension.set'),
  retire: ends(REGISTRY, 'dataset.retired', 'd', 'dataset.published'),
  suspend: (seen: Seen, n: number) => {
    const grant = nth(seen, 'grant.issued', n);
    const scope = grant === undefined ? { t: 'system', sys: 'mz-dibao' } : { t: 'grant', g: grant.index };
    return fact(REGISTRY, 'suspension.set', { scope, why: ['MISUSE_REVIEW'], until: toInstant(seen.at + 3 * HOUR) });
  },
  outcome: (seen: Seen, n: number, m: number) => {
    const permit = nth(seen, 'query-permitted', n);
    if (permit === undefined) return undefined;
    const common = { id: permit.entry.id, q: permit.index, prov: POLICE, ms: 10 };
    if (m % 3 > 0) return submission(CONNECTOR, { type: 'failed', ...common, why: ['SOURCE_DOWN'] });
    return submission(CONNECTOR, {
      type: 'answered',
      ...common,
      ver: '1.0.0',
      fields: ['deathMark'],
      c: { result: DIGEST, rows: DIGEST },
    });
  },
} satisfies Record<string, Make>;

function asked(type: 'query' | 'explain', { at }: Seen, n: number, m: number): Submission {
  const basis = n % 3 === 0 ? { basis: 'B1' } : { basis: 'B2', sub: SUBJECTS[n % 2] };
  const rows = m % 6 === 0 ? { rows: { region: ['990104'] } } : {};
  const fields = m % 5 === 0 ? ['deathMark', 'name'] : ['deathMark'];
  const c = { subject: DIGEST, op: DIGEST, query: DIGEST, ...(m % 2 === 0 && { case: DIGEST }) };
  // Some come too late.
  const deadline = toInstant(m % 9 === 8 ? at - 1 : at + HOUR);
  const made = query({ type, ...basis, ...rows, fields, c, deadline, fp: `${String(n)} ${String(m)}` });
  return { ...made, header: { ...made.header, epoch: m % 11 === 10 ? '2026h1' : EPOCH } as Submission['header'] };
}

/** The end of something, now and then by a service that has no say in it. */
function ends(party: Party, k: EntryKind, name: string, of: EntryKind): Make {
  return (seen, n, m) => {
    const target = nth(seen, of, n);
    if (target === undefined) return undefined;
    const members = k === 'consent.withdrawn' ? { by: 'subject' } : { why: ['REPLACED'] };
    return fact(m % 4 === 0 ? ELSEWHERE : party, k, { [name]: target.index, ...members });
  };
}

const arrivals: fc.Arbitrary<Arrival> = fc.record({
  what: fc.oneof(
    { weight: 10, arbitrary: fc.constant('query' as const) },
    { weight: 5, arbitrary: fc.constant('outcome' as const) },
    { weight: 4, arbitrary: fc.constantFrom<Arrival['what']>('grant', 'consent') },
    { weight: 7, arbitrary: fc.constantFrom<Arrival['what']>(...(Object.keys(MAKE) as Arrival['what'][])) },
  ),
  n: fc.nat({ max: 30 }),
  m: fc.nat({ max: 30 }),
});

/** Small batches too: what one of them needs of persons' facts is not there by chance. */
const batches = fc.array(
  fc.record({
    hours: fc.constantFrom(0, 0, 0, 1, 8, 23, 48),
    restarts: fc.boolean(),
    arrived: fc.oneof(fc.array(arrivals, { maxLength: 2 }), fc.array(arrivals, { maxLength: 12 })),
  }),
  { minLength: 6, maxLength: 24 },
);

const BEGINNING: readonly Arrival[] = (['publish', 'grant', 'guardian', 'consent', 'consent'] as const).map((what, n) => ({
  what,
  n: n + 1,
  m: 9,
}));

/** Runs a notary over the batches, its tables in memory; after a restart it knows what these tell and no more. */
async function run(stream: readonly { hours: number; restarts: boolean; arrived: readonly Arrival[] }[]): Promise<MemoryLedger> {
  const ledger = new MemoryLedger(EPOCH);
  let memory: Memory = emptyMemory();
  let at = AT;
  const past: Submission[] = [];
  const opening = BEGINNING.map((one) => ({ hours: 0, restarts: false, arrived: [one] }));
  for (const { hours, restarts, arrived } of [...opening, ...stream]) {
    at += hours * HOUR;
    const seen = { rows: ledger.rows, past, at };
    const submissions = arrived.flatMap(({ what, n, m }) => MAKE[what](seen, n, m) ?? []);
    const { size } = ledger;
    const own = (): { entry: Entry }[] => (size === 0 ? [{ entry: opened }] : []);
    const loaded = ledger.load(loadRequest(EPOCH, undefined, submissions));
    const plan = decideBatch(memory, { shard: 's0', epoch: EPOCH, loaded, batch: { submissions, refused: [], own }, size, at });
    ledger.append(plan);
    memory = plan.commit();
    if (restarts) memory = (await rebuildMemory(EPOCH, ledger, at)).memory;
    past.push(...submissions);
  }
  return ledger;
}

describe('what a notary writes', () => {
  it('replays from its leaves alone without a mismatch, whatever was submitted, and over restarts', async () => {
    const written = new Set<string>();
    await fc.assert(
      fc.asyncProperty(batches, async (stream) => {
        const { rows } = await run(stream);
        const [rules, replay] = [new LedgerRules(), new Replay()];
        for (const { index, leaf } of rows) {
          const parsed = parseLeaf(leaf);
          if (!parsed.ok) throw new Error(`leaf ${String(index)}: ${parsed.failure}`);
          expect([index, rules.check(parsed.value)]).toEqual([index, { ok: true, value: undefined }]);
          expect(replay.take(index, parsed.value)).toBeUndefined();
          written.add(parsed.value.k);
          if ('why' in parsed.value) for (const reason of parsed.value.why ?? []) written.add(reason);
        }
      }),
      { numRuns: 60 },
    );
    for (const word of [
      'query-permitted',
      'explained',
      'failed',
      'consent.withdrawn',
      'FACT_INVALID',
      'DEADLINE_PASSED',
      'QUOTA_EXCEEDED',
    ])
      expect([...written]).toContain(word);
  });
});
