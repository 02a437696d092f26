import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NotReleasedHeader, QueryHeader } from '@shutong/contracts';
import { canonicalJson, hashText, newId, Pushback, systemClock, systemRandomness, toBase64 } from '@shutong/kernel';
import { CodeTable, fixtureRegions } from '@shutong/standards';
import { hashLeaf, openCheckpoint } from '@shutong/tlog';
import { GatewaySeals, loadSealingKey, loadSecretKey, OpeningSealer, PairKeys } from '@shutong/trust';
import { NotaryLag } from '../domain/admission/notary-lag.js';
import type { Refusal } from '../domain/refusal/refusal.js';
import { AdmitQuery } from './admit-query.js';
import { AskDataset } from './ask-dataset.js';
import { AwaitOutcome } from './await-outcome.js';
import { Catalogue } from './catalogue.js';
import { PrepareQuery } from './prepare-query.js';
import { SubmitQuestion } from './submit-question.js';
import { SubmissionFailure } from './submissions.port.js';
import { openDoor, recorded, type TestDoor } from './test-door.contract.js';
import { aPermit, POLICE, TestNode } from './test-node.contract.js';

const at = (path: string): URL => new URL(`../../../../schemas/${path}`, import.meta.url);
const DOCUMENT = canonicalJson(JSON.parse(readFileSync(at('datasets/D01/document.json'), 'utf8')));
const LAWS = CodeTable.parse(JSON.parse(readFileSync(at('tables/law.json'), 'utf8')));
const QUESTION = {
  mode: 'records',
  purpose: 'means-test',
  basis: 'B1',
  law: 'SHJZ-58',
  operator: { no: 'mz-0042', role: 'clerk' },
  keys: { idNo: '990104190001010017' },
  fields: ['deathMark'],
};

/** The catalogue with D01 as the log published it. */
function published(node: TestNode): Catalogue {
  const leaf = {
    v: 1,
    k: 'dataset.published',
    at: '2026-11-24T08:00:00.000Z',
    id: newId(systemRandomness),
    src: { by: 'registry-1', d: hashText('a header') },
    ds: 'D01@1',
    ver: '1.0.0',
    prov: POLICE,
    share: 'cond',
    schema: hashText(DOCUMENT),
    modes: ['records'],
    keys: ['idNo'],
    fields: { deathMark: 'L3' },
    c: { op: hashText('a commitment') },
  };
  const { head, hashes, items } = node.decided(leaf);
  const checkpoint = openCheckpoint(head.note, node.directory.vkey);
  const [item] = items;
  if (!checkpoint.ok || item === undefined || !('leaf' in item)) throw new Error('the test log proves its entry');
  const catalogue = new Catalogue();
  const taken = catalogue.take({ ...item, head, hashes, document: DOCUMENT }, { ...checkpoint.value, note: head.note });
  if (!taken.ok) throw new Error('the test catalogue takes D01');
  return catalogue;
}

describe('no answer is handed out', () => {
  let node: TestNode;
  let door: TestDoor;
  let ask: AskDataset;

  beforeEach(async () => {
    node = await TestNode.make();
    door = await openDoor(node);
    if (!LAWS.ok) throw new Error('the table of laws is readable');
    const { directory, files, open } = node;
    const [clock, randomness, catalogue] = [systemClock, systemRandomness, published(node)];
    const { refusals, submissions } = door;
    const seals = new GatewaySeals(await loadSealingKey(files.key('gw-1.seal.pem')), directory, clock, randomness);
    const idemKey = await loadSecretKey(files.key('idem.key'));
    const openings = new OpeningSealer(directory.audit, clock, randomness);
    const pairKeys = new PairKeys(files.pairs);
    const desk = { code: 'gw-1', directory, idemKey, pairKeys, seals, openings, clock, randomness };
    const prepare = new PrepareQuery(desk);
    const awaitOutcome = new AwaitOutcome(open, () => undefined);
    const lag = new NotaryLag(clock);
    const shared = { submissions, directory, clock };
    ask = new AskDataset({
      ...shared,
      admitRequest: door.door,
      admitQuery: new AdmitQuery(catalogue, { regions: fixtureRegions }, LAWS.value, refusals),
      submitQuestion: new SubmitQuestion({ ...shared, prepare, awaitOutcome, refusals, open, lag }),
      catalogue,
      seals,
    });
  });

  afterEach(async () => node.remove());

  /** Asks with `leftMs` until the deadline, and lets `meanwhile` happen once the query is with Kafka. */
  const refusalOf = async (
    leftMs: number,
    meanwhile: (header: QueryHeader) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Refusal> => {
    const caller = { authorization: await door.authorization(), address: '127.0.0.1' };
    const headers = { 'content-type': 'application/json', prefer: 'wait=1' };
    const body = Buffer.from(JSON.stringify(QUESTION));
    const arrivedAt = systemClock.now() - 1_000 + leftMs;
    const ending = ask.execute(caller, { code: 'D01', path: '/v1/datasets/D01/query', headers, body, arrivedAt });
    while (door.submissions.isUp && door.submissions.items.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const [header] = recorded(door.submissions);
    if (header !== undefined) await meanwhile(header as QueryHeader);
    const ended = await ending;
    if (ended.ok) throw new Error('nothing is to be answered');
    return ended.failure;
  };
  const released = (): readonly NotReleasedHeader[] =>
    recorded(door.submissions).flatMap((header) => (header.type === 'not-released' ? [header] : []));
  const permit = (header: QueryHeader): Promise<unknown> => node.take.decided(node.decided(aPermit(header, { rows: undefined })));

  it('when nobody speaks before the deadline, and the log is told so', async () => {
    const refusal = await refusalOf(150);
    expect(refusal).toMatchObject({ code: 'TIMEOUT' });
    expect(refusal).not.toHaveProperty('receipt');
    expect(released()).toMatchObject([{ id: refusal.id, why: ['TIMEOUT'] }]);
    expect(released()[0]).not.toHaveProperty('q');
  });

  it('when the query was permitted and the department is silent, with the receipt of the permit', async () => {
    const refusal = await refusalOf(1_200, permit);
    expect(refusal).toMatchObject({ code: 'TIMEOUT', receipt: { index: 3 } });
    expect(released()).toMatchObject([{ id: refusal.id, q: 3, why: ['TIMEOUT'] }]);
  });

  it('when what the department sealed does not open', async () => {
    const refusal = await refusalOf(5_000, async (header) => {
      await permit(header);
      const [item] = node.decided(aPermit(header, { rows: undefined })).items;
      const lh = toBase64(hashLeaf(Buffer.from(item !== undefined && 'leaf' in item ? item.leaf : '')));
      node.take.reply(await node.reply('ga-conn-1', { id: header.id, index: 3, lh, status: 'answered', sealed: 'not sealed' }));
    });
    expect(refusal).toMatchObject({ code: 'ANSWER_INVALID', receipt: { index: 3 } });
    expect(released()).toMatchObject([{ id: refusal.id, q: 3, why: ['ANSWER_INVALID'] }]);
  });

  it.each([
    ['DEADLINE_PASSED', 'TIMEOUT'],
    ['EPOCH_TURNED', 'EPOCH_TURNED'],
  ])('when the notary did not decide for %s: nothing was permitted, so nothing is held back', async (why, code) => {
    const refusal = await refusalOf(5_000, (header) => {
      const src = { by: 'gw-1', d: hashText(JSON.stringify(header)) };
      const leaf = { v: 1, k: 'refused-at-edge', at: '2026-11-24T08:00:00.000Z', id: header.id, src, why: [why], n: 1 };
      return node.take.decided(node.decided(leaf));
    });
    expect(refusal).toMatchObject({ code, receipt: { index: 3 } });
    expect(released()).toEqual([]);
  });

  it('and none is promised when nothing was sent', async () => {
    door.submissions.fault = new SubmissionFailure('NOTHING_SENT');
    await expect(refusalOf(5_000)).rejects.toBeInstanceOf(Pushback);
    expect(door.submissions.items).toEqual([]);
  });
});
