import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { encodeRecord } from '@shutong/contracts';
import { fromInstant, hashText, systemRandomness } from '@shutong/kernel';
import { GatewaySeals, loadSealingKey } from '@shutong/trust';
import { RESIDENT, testDepartment, type TestDepartment } from './test-department.contract.js';
import { type Permitted, PERSON, POLICE, TestExchange } from './test-exchange.contract.js';

const START = fromInstant('2026-11-22T08:00:00.000Z') ?? 0;

describe('a connector', () => {
  let now = START;
  const clock = { now: () => now };
  let exchange: TestExchange;
  let department: TestDepartment;
  beforeEach(async () => {
    now = START;
    exchange = await TestExchange.open(clock);
    department = await testDepartment(exchange, clock, (ms) => Promise.resolve((now += ms)));
  });
  afterEach(async () => {
    await department.close();
    await exchange.remove();
  });

  const take = async (permitted: readonly Permitted[], from = 0): Promise<void> => {
    const batch = exchange.record(permitted, from);
    const { handled } = await department.take.execute([{ offset: 0n, value: encodeRecord(batch), batch }]);
    await handled;
  };

  const opened = async (
    place: number,
  ): Promise<{ readonly rows: readonly object[]; readonly results?: object } & Record<string, unknown>> => {
    const reply = department.replies[place];
    if (reply?.item.status !== 'answered') throw new Error('that reply is no answer');
    const key = await loadSealingKey(exchange.files.key('gw-1.seal.pem'));
    const seals = new GatewaySeals(key, exchange.directory, clock, systemRandomness);
    const text = seals.openAnswer({ id: reply.item.id, lh: reply.item.lh, dept: POLICE, sealed: reply.item.sealed });
    if (!text.ok) throw new Error(text.failure);
    return JSON.parse(Buffer.from(text.value).toString()) as { rows: object[] } & Record<string, unknown>;
  };

  it('answers a permitted query with the permitted fields of its record, masked, and commits to no data', async () => {
    const permitted = exchange.permit();
    await take([permitted]);
    expect(await opened(0)).toEqual({
      asOf: '2026-11-22T16:00:00+08:00',
      rows: [{ deathMark: false, domicileRegion: '990104', householdNo: '9901****0021' }],
      sourceUscc: POLICE,
      underCorrection: false,
      version: '1.0.0',
    });
    expect(department.replies[0]).toMatchObject({ gateway: 'gw-1', item: { id: permitted.id, index: permitted.index } });
    expect(department.outcomes).toMatchObject([
      { kind: 'answered', id: permitted.id, index: permitted.index, count: 1, ver: '1.0.0' },
    ]);
    expect(JSON.stringify(department.outcomes)).not.toContain(PERSON);
  });

  it('answers with no rows when nobody has that number: that is an answer, not a failure', async () => {
    await take([exchange.permit({ person: '990104190001010025' })]);
    expect((await opened(0)).rows).toEqual([]);
    expect(department.outcomes).toMatchObject([{ kind: 'answered', count: 0 }]);
  });

  it('commits to the digest of the very plaintext it sealed', async () => {
    await take([exchange.permit()]);
    const [outcome] = department.outcomes;
    const { rows, ...envelope } = await opened(0);
    const text = `{"asOf":"${String(envelope['asOf'])}","rows":${JSON.stringify(rows)},"sourceUscc":"${POLICE}","underCorrection":false,"version":"1.0.0"}`;
    expect(outcome?.kind === 'answered' && outcome.digest).toBe(hashText(text));
  });

  it('shows no row outside the regions in force, and says nothing of it', async () => {
    await take([exchange.permit({ leaf: (leaf) => ({ ...leaf, rows: { region: ['990102'] } }) })]);
    expect((await opened(0)).rows).toEqual([]);
    await take([exchange.permit({ leaf: (leaf) => ({ ...leaf, rows: { region: ['990100'] } }) })], exchange.size - 1);
    expect((await opened(1)).rows).toHaveLength(1);
  });

  it('echoes the key that the consumer sent, whatever its mask', async () => {
    const fields = ['deathMark', 'idNo'];
    const asked = {
      header: (header: object) => ({ ...header, fields }),
      leaf: (leaf: object) => ({ ...leaf, fields, mask: { idNo: 'm1' } }),
    };
    await take([exchange.permit(asked)]);
    expect((await opened(0)).rows).toEqual([{ deathMark: false, idNo: PERSON }]);
  });

  it('answers predicates with yes, no or unknown, and with no value', async () => {
    const ask = { alive: {}, householdNo: '990104000099', numbered: { no: '990104000021' } };
    await take([exchange.permit({ ask })]);
    const answer = await opened(0);
    expect(answer.results).toEqual({ alive: 'yes', householdNo: 'no', numbered: 'yes' });
    expect(answer.rows).toBeUndefined();
    expect(department.outcomes).toMatchObject([{ kind: 'answered', count: 1, fields: ['alive', 'householdNo', 'numbered'] }]);
  });

  it('does not know persons outside the regions in force, not even whether they are registered', async () => {
    const elsewhere = { ask: { alive: {} }, leaf: (leaf: object) => ({ ...leaf, rows: { region: ['990102'] } }) };
    await take([exchange.permit(elsewhere), exchange.permit({ ask: { alive: {} }, person: '990104190001010025' })]);
    expect([(await opened(0)).results, (await opened(1)).results]).toEqual([{ alive: 'unknown' }, { alive: 'unknown' }]);
  });

  it('reads for the second person that a predicate names, once for all that ask so', async () => {
    department.source.rows.push({ ...RESIDENT, idNo: '990104190001010025' });
    department.source.rows.push({ ...RESIDENT, idNo: '990104190001040048', householdNo: '990104000088' });
    const ask = (idNo2: string): Permitted => exchange.permit({ ask: { sameHousehold: { idNo2 } } });
    await take([ask('990104190001010025'), ask('990104190001040048'), ask('990104190001020039')]);
    const results = await Promise.all([0, 1, 2].map(async (place) => (await opened(place)).results));
    expect(results).toEqual([{ sameHousehold: 'yes' }, { sameHousehold: 'no' }, { sameHousehold: 'unknown' }]);
    expect(department.source.reads).toBe(2);
  });

  it('reads once for a whole batch and answers each of it', async () => {
    const batch = [exchange.permit(), exchange.permit(), exchange.permit({ person: '990104190001010025' })];
    await take(batch);
    expect(department.source.asked).toHaveLength(3);
    expect(department.replies.map(({ item }) => item.id)).toEqual(batch.map(({ id }) => id));
  });

  it('waits for the document of a publication that has not arrived', async () => {
    const waiting = exchange.permit({ leaf: (leaf) => ({ ...leaf, use: { ...leaf.use, d: 0 } }) });
    const published = department.catalogue.find(1);
    if (published === undefined) throw new Error('the department has its document');
    const taken = take([waiting]);
    department.catalogue.put({ ...published, index: 0 });
    await taken;
    expect(department.outcomes).toMatchObject([{ kind: 'answered' }]);
  });

  it('ends the repetition of an outcome that the notary acknowledges', async () => {
    const permitted = exchange.permit();
    await take([permitted]);
    expect(department.journal.unacked()).toHaveLength(1);
    const batch = { ...exchange.record([], exchange.size), acks: [{ id: permitted.id, index: 9 }] };
    await (
      await department.take.execute([{ offset: 1n, value: encodeRecord(batch), batch }])
    ).handled;
    expect(department.journal.unacked()).toHaveLength(0);
  });
});
