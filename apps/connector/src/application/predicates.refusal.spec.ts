import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeRecord } from '@shutong/contracts';
import { fromInstant } from '@shutong/kernel';
import { testDepartment, type TestDepartment } from './test-department.contract.js';
import { type Bend, TestExchange } from './test-exchange.contract.js';

const START = fromInstant('2026-11-22T08:00:00.000Z') ?? 0;

describe('a department does not answer', () => {
  const clock = { now: () => START };
  let exchange: TestExchange;
  let department: TestDepartment;
  beforeEach(async () => {
    exchange = await TestExchange.open(clock);
    department = await testDepartment(exchange, clock, () => Promise.resolve());
  });
  afterEach(async () => {
    await department.close();
    await exchange.remove();
  });

  const ask = async (bend: Bend, from = exchange.size): Promise<void> => {
    const batch = exchange.record([exchange.permit(bend)], from);
    await (
      await department.take.execute([{ offset: 0n, value: encodeRecord(batch), batch }])
    ).handled;
  };
  const expectFailed = (why: string): void => {
    expect(department.source.asked).toEqual([]);
    expect(department.outcomes).toMatchObject([{ kind: 'failed', why: [why] }]);
    expect(department.replies).toMatchObject([{ item: { status: 'failed', why: [why] } }]);
  };

  it.each(['subscribe', 'batch', 'file', 'aggregate'])('in mode %s', async (mode) => {
    await ask({ header: (header) => ({ ...header, mode }), leaf: (leaf) => ({ ...leaf, mode }) }, 0);
    expectFailed('DEPARTMENT_VETO');
  });

  it('an argument that its query schema does not allow', async () => {
    await ask({ ask: { alive: { forbidden: true } } }, 0);
    expectFailed('DEPARTMENT_VETO');
  });

  it('a predicate that its mapping has no rule for', async () => {
    await ask({ ask: { ageBand: {} } }, 0);
    expectFailed('SOURCE_DOWN');
  });

  const inMode = (mode: string): Bend => ({
    header: (header) => ({ ...header, mode }),
    leaf: (leaf) => ({ ...leaf, mode }),
  });
  const onlyAlive: Bend = {
    header: (header) => ({ ...header, fields: ['alive'] }),
    leaf: (leaf) => ({ ...leaf, fields: ['alive'] }),
  };

  it.each<[string, Bend]>([
    ['more predicates than the entry permits', { ask: { alive: {}, numbered: { no: 'x' } }, ...onlyAlive }],
    ['no predicate in mode predicate', inMode('predicate')],
    ['a predicate in mode records', { ask: { alive: {} }, ...inMode('records') }],
  ])('%s', async (_attack, bend) => {
    await ask(bend, 0);
    expectFailed('COMMITMENT_MISMATCH');
  });

  it('a fourth threshold on one person in a day, but the third once more', async () => {
    const tried = (no: string, from?: number): Promise<void> => ask({ ask: { numbered: { no } } }, from);
    await tried('1', 0);
    await tried('2');
    await tried('3');
    expect(department.outcomes.map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
    department.source.asked.length = 0;
    await tried('4');
    expect(department.source.asked).toEqual([]);
    expect(department.outcomes[3]).toMatchObject({ kind: 'failed', why: ['PREDICATE_SEARCH'] });
    expect(department.replies[3]?.item).toMatchObject({ status: 'failed', why: ['PREDICATE_SEARCH'] });
    await tried('3');
    expect(department.outcomes[4]).toMatchObject({ kind: 'answered' });
  });
});
