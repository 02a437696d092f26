import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type DispatchBatch, encodeRecord, type QueryHeader } from '@shutong/contracts';
import { fromInstant, hashText, toBase64, toInstant } from '@shutong/kernel';
import { checkpointText, noteSigner, signNote } from '@shutong/tlog';
import { loadSigningKey } from '@shutong/trust';
import { SourceFailure } from './source.port.js';
import { RESIDENT, testDepartment, type TestDepartment } from './test-department.contract.js';
import { type Bend, CIVIL_AFFAIRS, type Permitted, PERSON, TestExchange } from './test-exchange.contract.js';

const START = fromInstant('2026-11-22T08:00:00.000Z') ?? 0;
const OTHER_PERSON = '990104190001010025';
const TAX = '11990104MB91000400';

describe('the source is not touched', () => {
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

  const takeRecord = async (batch: DispatchBatch): Promise<void> => {
    const { handled } = await department.take.execute([{ offset: 7n, value: encodeRecord(batch), batch }]);
    await handled;
  };
  const take = (...permitted: readonly Permitted[]): Promise<void> => takeRecord(exchange.record(permitted));

  const expectDead = (): void => {
    expect(department.source.asked).toEqual([]);
    expect(department.outcomes).toEqual([]);
    expect(department.replies).toEqual([]);
    expect(department.refused).toHaveLength(1);
    expect(department.alarms).toContain('PROOF_INVALID');
  };
  const expectFailed = (why: string, isTold: boolean): void => {
    expect(department.source.asked).toEqual([]);
    expect(department.outcomes).toMatchObject([{ kind: 'failed', why: [why] }]);
    expect(department.replies.map(({ item }) => item.status)).toEqual(isTold ? ['failed'] : []);
    expect(department.refused).toEqual([]);
  };

  describe('row 1: what is not proven to be in the log is for the dead letters', () => {
    it('a forged dispatch, in a tree that somebody else signed', async () => {
      const batch = exchange.record([exchange.permit()]);
      const forger = noteSigner(exchange.directory.origin, 1, generateKeyPairSync('ed25519').privateKey);
      const note = signNote(checkpointText({ origin: exchange.directory.origin, size: 3, root: new Uint8Array(32) }), forger);
      await takeRecord({ ...batch, head: { ...batch.head, note } });
      expectDead();
    });

    it('an entry with another query’s proof', async () => {
      const [first, second] = [exchange.permit(), exchange.permit()];
      const batch = exchange.record([first, second]);
      const [a, b] = batch.items;
      if (a === undefined || b === undefined) throw new Error('two items');
      await takeRecord({ ...batch, items: [{ ...a, path: b.path }] });
      expectDead();
    });

    it.each<[string, (item: DispatchBatch['items'][number]) => object]>([
      [
        'an entry with wider fields than the log holds',
        (item) => ({ leaf: item.leaf.replace('"deathMark"', '"birthDate","deathMark"') }),
      ],
      ['an entry without its mask', (item) => ({ leaf: item.leaf.replace(/"mask":\{[^}]*\},/, '') })],
      ['an entry with other rows', (item) => ({ leaf: item.leaf.replace('"region":["990104"]', '"region":["990000"]') })],
      ['an entry at another index', () => ({ index: 1 })],
      ['an entry beyond the tree', (item) => ({ index: item.index + 1 })],
      ['an entry with a path that leads nowhere', () => ({ path: [99] })],
      ['an entry with another spelling', (item) => ({ leaf: ` ${item.leaf}` })],
    ])('%s', async (_attack, change) => {
      const batch = exchange.record([exchange.permit()]);
      await takeRecord({ ...batch, items: batch.items.map((item) => ({ ...item, ...change(item) })) });
      expectDead();
    });

    it('an old entry of a kind that permits nothing, though it is in the log', async () => {
      await take(
        exchange.permit({ leaf: ({ mask: _mask, ...leaf }) => ({ ...leaf, k: 'query-denied', why: ['GRANT_MISSING'] }) }),
      );
      expectDead();
    });

    it('an entry in the log that is not canonical or not of its schema', async () => {
      await take(exchange.permit({ leaf: (leaf) => ({ ...leaf, extra: 1 }) }));
      expectDead();
    });
  });

  describe('row 2: what a gateway did not sign is for the dead letters', () => {
    it('a query signed by a key that nobody listed', async () => {
      const [listed] = exchange.directory.party('gw-1')?.sign ?? [];
      const { privateKey } = generateKeyPairSync('ed25519');
      const { sign } = await import('node:crypto');
      const forger = {
        code: 'gw-1',
        kid: listed?.kid ?? '',
        sign: (message: Uint8Array | string) => sign(null, Buffer.from(message), privateKey),
      };
      await take(exchange.permit({ signer: forger }));
      expectDead();
    });

    it('a query signed by a service', async () => {
      const registry = await loadSigningKey(exchange.files.key('registry-1.sign.pem'));
      const src = (leaf: { readonly src: { readonly d: string } }): object => ({
        ...leaf,
        src: { by: 'registry-1', d: leaf.src.d },
      });
      await take(exchange.permit({ signer: registry, header: (header) => ({ ...header, replyTo: 'registry-1' }), leaf: src }));
      expectDead();
    });

    it.each<[string, Bend]>([
      ['an entry of another submission', { leaf: (leaf) => ({ ...leaf, src: { by: 'gw-1', d: hashText('{}') } }) }],
      ['an entry of another gateway', { leaf: (leaf) => ({ ...leaf, src: { ...leaf.src, by: 'gw-2' } }) }],
      ['an answer that is to go to another gateway', { header: (header) => ({ ...header, replyTo: 'gw-2' }) }],
      ['a sealed question that was exchanged', { sealed: (s) => `${s.slice(0, -4)}AAAA` }],
      ['an explain, which permits no read', { header: ({ sd: _sd, ...header }) => ({ ...header, type: 'explain' }) }],
      ['a header with an unknown member', { header: (header) => ({ ...header, admin: true }) }],
    ])('%s', async (_attack, bend) => {
      await take(exchange.permit(bend));
      expectDead();
    });

    it('a header that was altered after it was signed', async () => {
      const batch = exchange.record([exchange.permit()]);
      await takeRecord({
        ...batch,
        items: batch.items.map((item) => ({ ...item, h: item.h.replace('means-test', 'tenant-check') })),
      });
      expectDead();
    });
  });

  describe('row 3: an entry that permits what was not asked is failed, with alarm and without reply', () => {
    it.each<[string, Bend['leaf'] & object]>([
      ['more fields', (leaf) => ({ ...leaf, fields: [...leaf.fields, 'name'] })],
      ['another consumer', (leaf) => ({ ...leaf, cons: TAX })],
      ['another system', (leaf) => ({ ...leaf, sys: 'sw-deduct' })],
      ['another dataset', (leaf) => ({ ...leaf, ds: 'D02@1' })],
      ['another mode', (leaf) => ({ ...leaf, mode: 'predicate' })],
      ['another purpose', (leaf) => ({ ...leaf, purpose: 'tenant-check' })],
      ['another legal basis', ({ sub: _sub, ...leaf }) => ({ ...leaf, basis: 'B1', use: { p: 0, d: 1, g: 1 } })],
      ['another law', (leaf) => ({ ...leaf, law: 'GSF-15' })],
      ['another role', (leaf) => ({ ...leaf, role: 'inspector' })],
      ['another pseudonym', (leaf) => ({ ...leaf, sub: 'AAAAAAAAAAAAAAAAAAAAAA' })],
      ['another commitment', (leaf) => ({ ...leaf, c: { ...leaf.c, query: hashText('x') } })],
      ['another id', (leaf) => ({ ...leaf, id: 'AAAAAAAAAAAAAAAAAAAAAA' })],
      ['another department', (leaf) => ({ ...leaf, prov: TAX })],
    ])('%s', async (_attack, leaf) => {
      await take(exchange.permit({ leaf }));
      expectFailed('PROOF_INVALID', false);
      expect(department.alarms).toContain('PROOF_INVALID');
    });

    it('wider rows than asked', async () => {
      const header = (honest: QueryHeader): object => ({ ...honest, rows: { region: ['990104'] } });
      await take(exchange.permit({ header, leaf: (leaf) => ({ ...leaf, rows: { region: ['990100'] } }) }));
      expectFailed('PROOF_INVALID', false);
    });

    it('no rows at all where a region was asked', async () => {
      const header = (honest: QueryHeader): object => ({ ...honest, rows: { region: ['990104'] } });
      await take(exchange.permit({ header, leaf: ({ rows: _rows, ...leaf }) => leaf }));
      expectFailed('PROOF_INVALID', false);
    });
  });

  describe('row 4: a query is answered once', () => {
    it('a replayed record gets its outcome again, never a second read', async () => {
      const permitted = exchange.permit();
      await take(permitted);
      await take(permitted);
      expect(department.source.asked).toHaveLength(1);
      expect(department.replies).toHaveLength(1);
      expect(department.outcomes.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
    });

    it('two copies in one batch are one query', async () => {
      const permitted = exchange.permit();
      await take(permitted, permitted);
      expect(department.source.asked).toHaveLength(1);
      expect(department.outcomes).toHaveLength(1);
    });

    it('an altered copy of an answered query gets no failure, which would give back what was spent', async () => {
      const permitted = exchange.permit();
      await take(permitted);
      now += 60_000;
      await take(permitted);
      expect(department.outcomes.map(({ kind }) => kind)).toEqual(['answered', 'answered']);
    });

    it('what was taken before a crash is read again in time, and never becomes a failure', async () => {
      const permitted = exchange.permit();
      await department.journal.permit([{ id: permitted.id, index: permitted.index, lh: '', deadlineMs: now + 10_000 }]);
      department.source.fault = new SourceFailure('SOURCE_DOWN', undefined);
      await take(permitted);
      expect(department.outcomes).toEqual([]);
      now += 60_000;
      await take(permitted);
      expect(department.outcomes).toEqual([]);
    });
  });

  describe('row 5: a deadline that is past or too far', () => {
    it.each([0, -1, 32_001])('%i ms from now', async (offset) => {
      await take(exchange.permit({ deadlineMs: START + offset }));
      expectFailed('DEADLINE_PASSED', false);
    });

    it('is not 32 s from now', async () => {
      await take(exchange.permit({ deadlineMs: START + 32_000 }));
      expect(department.outcomes).toMatchObject([{ kind: 'answered' }]);
    });
  });

  describe('row 6: a document or a proof that does not come', () => {
    it('a publication that the catalogue never brings is failed at the deadline', async () => {
      await take(exchange.permit({ leaf: (leaf) => ({ ...leaf, use: { ...leaf.use, d: 0 } }) }));
      expectFailed('HEAD_UNKNOWN', false);
      expect(now).toBeGreaterThanOrEqual(START + 10_000);
    });

    it('a head without consistency proof is held and failed at the deadline', async () => {
      await take(exchange.permit());
      const later = exchange.permit();
      await takeRecord({ ...exchange.record([later], 1), head: exchange.head(1) });
      expect(department.source.asked).toHaveLength(1);
      expect(department.outcomes[1]).toMatchObject({ kind: 'failed', why: ['HEAD_UNKNOWN'], id: later.id });
    });

    it('a copy under an unproven head gets no failure once the query is answered', async () => {
      const permitted = exchange.permit();
      await take(permitted);
      exchange.permit();
      await takeRecord(exchange.record([permitted], 1));
      expect(department.outcomes.map(({ kind }) => kind)).toEqual(['answered']);
    });
  });

  describe('row 7: a question that is not the one committed to', () => {
    it.each<[string, Bend]>([
      ['another person than the consent is for', { person: OTHER_PERSON, committedPerson: PERSON }],
      ['other keys than committed', { question: (question) => ({ ...question, keys: { idNo: OTHER_PERSON } }) }],
      ['a wider question than committed', { question: (question) => ({ ...question, page: { size: 200 } }) }],
      ['no salts', { question: ({ keys }) => ({ keys }) }],
      ['a member that no question has', { question: (question) => ({ ...question, sql: 'true' }) }],
      ['no object', { question: () => [] }],
    ])('%s', async (_attack, bend) => {
      await take(exchange.permit(bend));
      expectFailed('COMMITMENT_MISMATCH', true);
    });

    it('a question sealed two hours ago', async () => {
      const permitted = exchange.permit({ deadlineMs: START + 7_205_000 });
      now += 7_200_000;
      await take(permitted);
      expectFailed('COMMITMENT_MISMATCH', true);
    });
  });

  it('of a log that has forked, and nothing else is taken', async () => {
    await take(exchange.permit());
    const other = await TestExchange.open(clock);
    const batch = exchange.record([exchange.permit()], 3);
    const root = new Uint8Array(32).fill(1);
    const { loadLogKey } = await import('@shutong/trust');
    const signer = noteSigner(exchange.directory.origin, 1, await loadLogKey(exchange.files.key('log.pem')));
    const note = signNote(checkpointText({ origin: exchange.directory.origin, size: 3, root }), signer);
    const taken = department.take.execute([
      { offset: 8n, value: encodeRecord(batch), batch: { ...batch, head: { note, from: 0, consistency: [toBase64(root)] } } },
    ]);
    expect(await Promise.race([taken, Promise.resolve('nothing')])).toBe('nothing');
    const verdict = await department.heads.accept(exchange.head(3));
    expect(verdict).toEqual({ ok: false, failure: 'FORK' });
    expect(department.heads.isForked).toBe(true);
    expect(department.source.asked).toHaveLength(1);
    await other.remove();
  });

  it('for a consumer whose pair key this department does not have', async () => {
    expect(exchange.files.pairs).toContain('pair');
    const bend: Bend = { header: (header) => ({ ...header, cons: TAX }), leaf: (leaf) => ({ ...leaf, cons: TAX }) };
    await take(exchange.permit(bend));
    expectFailed('COMMITMENT_MISMATCH', true);
    expect(CIVIL_AFFAIRS).not.toBe(TAX);
  });
});

describe('nothing leaves the department', () => {
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

  const take = async (permitted: Permitted): Promise<void> => {
    const batch = exchange.record([permitted]);
    await (
      await department.take.execute([{ offset: 0n, value: encodeRecord(batch), batch }])
    ).handled;
  };
  const expectFailure = (why: string, isTold: boolean): void => {
    expect(department.outcomes).toMatchObject([{ kind: 'failed', why: [why] }]);
    expect(department.replies.map(({ item }) => item.status)).toEqual(isTold ? ['failed'] : []);
  };

  it('when the source answered after the deadline', async () => {
    department.source.meanwhile = () => (now += 10_000);
    await take(exchange.permit());
    expectFailure('SOURCE_TIMEOUT', false);
  });

  it.each(['SOURCE_DOWN', 'SOURCE_TIMEOUT'] as const)('when the source says %s', async (code) => {
    department.source.fault = new SourceFailure(code, undefined);
    await take(exchange.permit());
    expectFailure(code, true);
  });

  it('when a record breaks its schema', async () => {
    department.source.rows.splice(0, 1, { ...RESIDENT, deathMark: 'N' });
    await take(exchange.permit());
    expectFailure('RECORD_SCHEMA', true);
  });

  it('when the rows are more than a page, or longer than an answer', async () => {
    department.source.rows.push(...Array.from({ length: 200 }, () => RESIDENT));
    await take(exchange.permit());
    expectFailure('ANSWER_TOO_LARGE', true);
  });

  it('when the plaintext is over 400 kB', async () => {
    department.source.rows.splice(0, 1, { ...RESIDENT, householdNo: 'x'.repeat(400_001) });
    await take(exchange.permit({ leaf: ({ mask: _mask, ...leaf }) => leaf }));
    expectFailure('ANSWER_TOO_LARGE', true);
  });

  it('when the journal cannot be kept', async () => {
    const permitted = exchange.permit();
    const batch = exchange.record([permitted]);
    await department.journal.end();
    const { handled } = await department.take.execute([{ offset: 0n, value: encodeRecord(batch), batch }]);
    await expect(handled).rejects.toThrow();
    expect(department.source.asked).toEqual([]);
    expect(department.replies).toEqual([]);
    await department.thresholds.close();
    department = await testDepartment(exchange, clock, (ms) => Promise.resolve((now += ms)));
  });

  it('under an instant that is no time', async () => {
    await take(exchange.permit({ header: (header) => ({ ...header, deadline: '2026-11-31T08:00:10.000Z' }) }));
    expect(department.refused).toHaveLength(1);
    expect(toInstant(now)).toBe('2026-11-22T08:00:00.000Z');
  });
});
