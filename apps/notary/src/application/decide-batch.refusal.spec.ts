import { describe, expect, it } from '@jest/globals';
import type { Header } from '@shutong/contracts';
import { toInstant } from '@shutong/kernel';
import type { Submission } from '../domain/submission.js';
import { AT, decideAll, granted, kindsOf, published, query, revoked } from './test-submissions.contract.js';

const changed = (submission: Submission, members: Readonly<Record<string, unknown>>): Submission => ({
  ...submission,
  header: { ...submission.header, ...members } as Header,
});

/** What became of the last submission of a stream that begins with a publication and a grant. */
function lastOf(...stream: readonly Submission[]): unknown {
  return JSON.parse(decideAll([published(), granted(), ...stream]).leaves.at(-1) ?? '{}');
}

const PAST = { deadline: toInstant(AT) };
const OTHER_EPOCH = { epoch: '2026h1' };

describe('the notary does not decide', () => {
  it.each([
    ['a query whose deadline is the very instant of the batch', PAST, 'DEADLINE_PASSED'],
    ['a query that was prepared for another log', OTHER_EPOCH, 'EPOCH_TURNED'],
    ['a late query for another log, which has to be built anew anyway', { ...PAST, ...OTHER_EPOCH }, 'EPOCH_TURNED'],
  ])('%s', (_what, members, why) => {
    expect(lastOf(changed(query(), members))).toMatchObject({ k: 'refused-at-edge', why: [why], n: 1, sys: 'mz-dibao' });
  });

  it('an explain under the same conditions', () => {
    const explain = query({ type: 'explain' });
    expect(lastOf(changed(explain, PAST))).toMatchObject({ k: 'refused-at-edge', why: ['DEADLINE_PASSED'] });
    expect(lastOf(changed(explain, OTHER_EPOCH))).toMatchObject({ k: 'refused-at-edge', why: ['EPOCH_TURNED'] });
  });

  it.each([
    ['names an entry of another kind', changed(revoked(), { g: 1 }), 'FACT_INVALID'],
    ['names an entry that is not there', changed(revoked(), { g: 99 }), 'FACT_INVALID'],
    ['publishes what another department has published', changed(published(), { prov: '11990104MB91000400' }), 'FACT_INVALID'],
    ['publishes without its document', changed(published(), { dd: undefined }), 'FACT_INVALID'],
    ['was signed for another log', changed(revoked(), OTHER_EPOCH), 'EPOCH_TURNED'],
  ])('a fact that %s', (_what, fact, why) => {
    expect(lastOf(fact)).toMatchObject({ k: 'refused-at-edge', why: [why], n: 1 });
  });

  it('a second end of what has ended', () => {
    expect(lastOf(revoked(), revoked())).toMatchObject({ k: 'refused-at-edge', why: ['FACT_INVALID'] });
  });

  it('and spends nothing: the whole quota is left, and the same id may be decided in time', () => {
    const asked = query();
    const kinds = kindsOf(
      decideAll([published(), granted(), changed(asked, PAST), ...Array.from({ length: 4 }, () => query()), asked]),
    );
    expect(kinds.slice(3)).toEqual(['refused-at-edge', ...Array<string>(5).fill('query-permitted')]);
  });
});
