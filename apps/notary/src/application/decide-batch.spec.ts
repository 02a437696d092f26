import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Submission } from '../domain/submission.js';
import { decideBatch } from './decide-batch.js';
import { AT, decideAll, EPOCH, granted, kindsOf, NOTHING, published, query, revoked } from './test-submissions.contract.js';

describe('a batch', () => {
  it('gives the same leaves and one root, however the stream is cut', () => {
    fc.assert(
      fc.property(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.integer({ min: 1, max: 6 }), (before, after, cut) => {
        const queries = (count: number): Submission[] => Array.from({ length: count }, () => query());
        const stream = [published(), granted(), ...queries(before), revoked(), ...queries(after)];
        const [whole, pieces] = [decideAll(stream, stream.length), decideAll(stream, cut)];
        expect(pieces.leaves).toEqual(whole.leaves);
        expect(pieces.root).toBe(whole.root);
      }),
      { numRuns: 40 },
    );
  });

  it('counts what stands earlier in it: quota and revocation', () => {
    const stream = [published(), granted(), ...Array.from({ length: 6 }, () => query()), revoked(), query()];
    const kinds = kindsOf(decideAll(stream, stream.length));
    expect(kinds.slice(3, 8)).toEqual(Array<string>(5).fill('query-permitted'));
    expect(kinds.slice(8)).toEqual(['query-denied', 'grant.revoked', 'query-denied']);
  });

  it('makes one entry of a submission that comes twice', () => {
    const asked = query();
    expect(kindsOf(decideAll([published(), granted(), asked, asked], 4))).toHaveLength(4);
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
