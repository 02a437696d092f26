import { describe, expect, it } from '@jest/globals';
import { canonicalState } from '@shutong/decision';
import { toInstant } from '@shutong/kernel';
import { loadRequest } from './load-request.js';
import { type BatchPlan, decideBatch, type Memory } from './decide-batch.js';
import { MemoryLedger } from './memory-ledger.contract.js';
import type { Submission } from '../domain/submission.js';
import {
  AT,
  CIVIL_AFFAIRS,
  consented,
  CONSENT,
  emptyMemory,
  EPOCH,
  fact,
  granted,
  guarded,
  opened,
  published,
  queryWithConsent,
  REGISTRY,
} from './test-submissions.contract.js';

/** A notary of one shard with its tables in memory. */
class Notary {
  private readonly ledger = new MemoryLedger(EPOCH);
  private memory: Memory = emptyMemory();

  /** Appends one batch and tells what came of it. */
  take(...submissions: readonly Submission[]): BatchPlan {
    const loaded = this.ledger.load(loadRequest(EPOCH, undefined, submissions));
    const { size } = this.ledger;
    const batch = { submissions, refused: [], own: () => (size === 0 ? [{ entry: opened }] : []) };
    const plan = decideBatch(this.memory, { shard: 's0', epoch: EPOCH, loaded, batch, size, at: AT });
    this.ledger.append(plan);
    this.memory = plan.commit();
    return plan;
  }

  get state(): string {
    return canonicalState(this.memory.state, toInstant(AT));
  }

  get keys(): Memory['keys'] {
    return this.memory.keys;
  }

  /** Kinds and reasons of the log's entries from an index. */
  told(from: number): readonly string[] {
    return this.ledger.rows
      .slice(from)
      .map(({ entry }) => ('why' in entry ? [entry.k, ...(entry.why ?? [])].join(' ') : entry.k));
  }
}

/** Dataset, grant, consent, guardian, suspension at 1 to 5; no person's fact is in memory then. */
function aNotary(): Notary {
  const notary = new Notary();
  notary.take(published());
  notary.take(granted(), consented(), guarded());
  notary.take(fact(REGISTRY, 'suspension.set', { scope: { t: 'system', sys: 'mz-survey' }, why: ['MISUSE_REVIEW'] }));
  return notary;
}

const withdrawn = (party = CONSENT, cst = 3): Submission => fact(party, 'consent.withdrawn', { cst, by: 'subject' });

const REFUSED = 'refused-at-edge FACT_INVALID';

describe('a fact that contradicts the log', () => {
  it.each<[string, Submission]>([
    ['a grant for a dataset nobody has published', granted({ ds: 'D02@1' })],
    ['a grant for a major nobody has published', granted({ ds: 'D01@2' })],
    ['a grant of another department’s dataset', granted({ prov: CIVIL_AFFAIRS })],
    ['a consent for a dataset nobody has published', consented({ ds: 'D02@1' })],
    ['a consent to a department that did not publish', consented({ prov: CIVIL_AFFAIRS })],
    ['a withdrawal by another service', withdrawn(REGISTRY)],
    ['the end of a guardian by another service', fact(REGISTRY, 'guardian.ended', { gd: 4, why: ['COURT_ORDER'] })],
    ['a revocation by another service', fact(CONSENT, 'grant.revoked', { g: 2, why: ['PURPOSE_ENDED'] })],
    ['a lifting by another service', fact(CONSENT, 'suspension.lifted', { s: 5, why: ['CLEARED'] })],
    ['a retirement by another service', fact(CONSENT, 'dataset.retired', { d: 1, why: ['REPLACED'] })],
    ['the withdrawal of a consent that is not there', withdrawn(CONSENT, 2)],
  ])('is refused and leaves nothing behind: %s', (_what, submission) => {
    const notary = aNotary();
    const { state, keys } = notary;
    const plan = notary.take(submission);
    expect(notary.told(6)).toEqual([REFUSED]);
    expect([notary.state, notary.keys]).toEqual([state, keys]);
    expect(plan.state).toEqual({
      added: { d: [], g: [], s: [], gd: [], key: [], c: [] },
      ended: { d: [], g: [], s: [], gd: [], c: [] },
      // Lent consents bring their counters along; none was spent.
      counters: [],
    });
    expect(plan.outgoing.publications).toEqual([]);
  });

  it('is refused in the batch of a right one, which works', () => {
    const notary = aNotary();
    notary.take(queryWithConsent(), withdrawn(REGISTRY), queryWithConsent(), withdrawn(), queryWithConsent());
    expect(notary.told(6)).toEqual([
      'query-permitted',
      REFUSED,
      'query-permitted',
      'consent.withdrawn',
      'query-denied CONSENT_WITHDRAWN',
    ]);
  });

  it('does not stop the right one that comes later, under the same id too', () => {
    const notary = new Notary();
    const early = granted();
    notary.take(early);
    notary.take(published());
    notary.take(early, consented());
    notary.take(queryWithConsent());
    expect(notary.told(1)).toEqual([REFUSED, 'dataset.published', 'grant.issued', 'consent.given', 'query-permitted']);
  });

  it('is a fact of another instance only if the service is another', () => {
    const notary = aNotary();
    notary.take(withdrawn({ ...CONSENT, code: 'consent-2' }));
    notary.take(fact({ ...REGISTRY, code: 'registry-7' }, 'grant.revoked', { g: 2, why: ['PURPOSE_ENDED'] }));
    expect(notary.told(6)).toEqual(['consent.withdrawn', 'grant.revoked PURPOSE_ENDED']);
  });

  it('is ending twice what has ended, in one batch or two', () => {
    const notary = aNotary();
    notary.take(withdrawn(), withdrawn());
    notary.take(withdrawn());
    expect(notary.told(6)).toEqual(['consent.withdrawn', REFUSED, REFUSED]);
  });

  it('is ending something behind the log', () => {
    const notary = aNotary();
    notary.take(withdrawn(CONSENT, 99));
    expect(notary.told(6)).toEqual([REFUSED]);
  });
});
