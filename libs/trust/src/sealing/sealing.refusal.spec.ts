import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromInstant, systemRandomness } from '@shutong/kernel';
import { loadSealingKey } from '../keys/sealing-key.js';
import { POLICE, TAX, testNode, type TestNode } from '../keys/test-node.contract.js';
import { DepartmentSeals } from './department-seals.js';
import { GatewaySeals } from './gateway-seals.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const OTHER_ID = 'AAAAAAAAAAAAAAAAAAAAAA';
const LH = 'jK5s0Kd0Xo3bIdo4mCkFZQyw0V7c0hJzA3w5C5rI0hE=';
const OTHER_LH = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
const NOON = fromInstant('2026-11-22T12:00:00.000Z') ?? 0;
const HOUR = 3_600_000;

describe('a sealed text does not open', () => {
  let node: TestNode;
  let now = NOON;
  const clock = { now: () => now };
  let query = '';
  let answer = '';

  const gateway = async (code: string): Promise<GatewaySeals> =>
    new GatewaySeals(await loadSealingKey(node.files.key(`${code}.seal.pem`)), node.directory, clock, systemRandomness);
  const department = async (code: string, dept: string): Promise<DepartmentSeals> =>
    new DepartmentSeals(await loadSealingKey(node.files.key(`${code}.seal.pem`)), dept, node.directory, clock, systemRandomness);
  const police = (): Promise<DepartmentSeals> => department('ga-conn-1', POLICE);

  beforeAll(async () => {
    node = await testNode();
    const sealedQuery = (await gateway('gw-1')).sealQuery({ id: ID, dept: POLICE, plaintext: 'question' });
    const sealedAnswer = (await police()).sealAnswer({ id: ID, lh: LH, gw: 'gw-1', plaintext: 'answer' });
    if (!sealedQuery.ok || !sealedAnswer.ok) throw new Error('both ends are listed');
    [query, answer] = [sealedQuery.value, sealedAnswer.value];
  });
  afterAll(() => node.remove());

  it('under another id', async () => {
    expect((await police()).openQuery({ id: OTHER_ID, gw: 'gw-1', sealed: query }).ok).toBe(false);
    expect((await gateway('gw-1')).openAnswer({ id: OTHER_ID, lh: LH, dept: POLICE, sealed: answer }).ok).toBe(false);
  });

  it('as the answer to another entry', async () => {
    expect((await gateway('gw-1')).openAnswer({ id: ID, lh: OTHER_LH, dept: POLICE, sealed: answer }).ok).toBe(false);
  });

  it('as a query of another gateway', async () => {
    expect((await police()).openQuery({ id: ID, gw: 'gw-2', sealed: query }).ok).toBe(false);
  });

  it('in the hands of another gateway', async () => {
    expect((await gateway('gw-2')).openAnswer({ id: ID, lh: LH, dept: POLICE, sealed: answer }).ok).toBe(false);
  });

  it('in the hands of another department', async () => {
    expect((await department('sw-conn-1', TAX)).openQuery({ id: ID, gw: 'gw-1', sealed: query }).ok).toBe(false);
    expect((await department('ga-conn-1', TAX)).openQuery({ id: ID, gw: 'gw-1', sealed: query }).ok).toBe(false);
  });

  it('as an answer of another department', async () => {
    expect((await gateway('gw-1')).openAnswer({ id: ID, lh: LH, dept: TAX, sealed: answer }).ok).toBe(false);
  });

  it('when a query is sent back as its own answer', async () => {
    expect((await gateway('gw-1')).openAnswer({ id: ID, lh: LH, dept: POLICE, sealed: query }).ok).toBe(false);
  });

  it('two hours later, or two hours early', async () => {
    for (const offset of [2 * HOUR, -2 * HOUR]) {
      now = NOON + offset;
      expect((await police()).openQuery({ id: ID, gw: 'gw-1', sealed: query }).ok).toBe(false);
      expect((await gateway('gw-1')).openAnswer({ id: ID, lh: LH, dept: POLICE, sealed: answer }).ok).toBe(false);
    }
    now = NOON;
  });

  it('when it names a nearer hour than it was sealed in', async () => {
    now = NOON + 2 * HOUR;
    expect((await police()).openQuery({ id: ID, gw: 'gw-1', sealed: query.replace('T12', 'T14') }).ok).toBe(false);
    now = NOON;
  });

  it('with one bit of nonce, text or tag bent', async () => {
    const opener = await police();
    const parts = query.split('.');
    for (const place of [3, 4]) {
      const bytes = Buffer.from(parts[place] ?? '', 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const bent = Buffer.from(bytes);
        bent[at] = (bent[at] ?? 0) ^ 1;
        const sealed = parts.with(place, bent.toString('base64url')).join('.');
        expect(opener.openQuery({ id: ID, gw: 'gw-1', sealed }).ok).toBe(false);
      }
    }
  });

  it('with a tag cut short', async () => {
    const [hour, gwKid, deptKid, nonce, body] = query.split('.');
    const short = Buffer.from(body ?? '', 'base64url')
      .subarray(0, 12)
      .toString('base64url');
    expect((await police()).openQuery({ id: ID, gw: 'gw-1', sealed: [hour, gwKid, deptKid, nonce, short].join('.') }).ok).toBe(
      false,
    );
  });

  it.each(['', '.', 'a.b.c', '2026-11-22T12.x.y.z.w.v', '....'])('when it is malformed: "%s"', async (sealed) => {
    expect((await police()).openQuery({ id: ID, gw: 'gw-1', sealed }).ok).toBe(false);
    expect((await gateway('gw-1')).openAnswer({ id: ID, lh: LH, dept: POLICE, sealed }).ok).toBe(false);
  });

  it('and none is made for a party that the directory does not list', async () => {
    expect((await gateway('gw-1')).sealQuery({ id: ID, dept: 'nobody', plaintext: '' }).ok).toBe(false);
    expect((await police()).sealAnswer({ id: ID, lh: LH, gw: 'registry-1', plaintext: '' }).ok).toBe(false);
  });
});
