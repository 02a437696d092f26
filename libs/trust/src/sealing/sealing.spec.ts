import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromInstant, systemRandomness } from '@shutong/kernel';
import { loadSealingKey } from '../keys/sealing-key.js';
import { POLICE, testNode, type TestNode } from '../keys/test-node.contract.js';
import { DepartmentSeals } from './department-seals.js';
import { GatewaySeals } from './gateway-seals.js';

const ID = 'D7hyVJo-BN6qpQ18AzjTYQ';
const LH = 'jK5s0Kd0Xo3bIdo4mCkFZQyw0V7c0hJzA3w5C5rI0hE=';
const NOON = fromInstant('2026-11-22T12:00:00.000Z') ?? 0;

describe('a seal between gateway and department', () => {
  let node: TestNode;
  let gateway: GatewaySeals;
  let department: DepartmentSeals;
  const clock = { now: () => now };
  let now = NOON;

  beforeAll(async () => {
    node = await testNode();
    gateway = new GatewaySeals(await loadSealingKey(node.files.key('gw-1.seal.pem')), node.directory, clock, systemRandomness);
    department = new DepartmentSeals(
      await loadSealingKey(node.files.key('ga-conn-1.seal.pem')),
      POLICE,
      node.directory,
      clock,
      systemRandomness,
    );
  });
  afterAll(() => node.remove());

  const sealed = (plaintext: string): string => {
    const text = gateway.sealQuery({ id: ID, dept: POLICE, plaintext });
    if (!text.ok) throw new Error(text.failure);
    return text.value;
  };

  it('carries a query in and its answer out', () => {
    const question = '{"keys":{"idNo":"990104190001010017"}}';
    const opened = department.openQuery({ id: ID, gw: 'gw-1', sealed: sealed(question) });
    expect(opened.ok && Buffer.from(opened.value).toString()).toBe(question);
    const answer = department.sealAnswer({ id: ID, lh: LH, gw: 'gw-1', plaintext: '{"rows":[]}' });
    if (!answer.ok) throw new Error(answer.failure);
    const read = gateway.openAnswer({ id: ID, lh: LH, dept: POLICE, sealed: answer.value });
    expect(read.ok && Buffer.from(read.value).toString()).toBe('{"rows":[]}');
  });

  it('names hour and both keys, and has five parts', () => {
    const [hour, gwKid, deptKid, nonce, body] = sealed('x').split('.');
    expect(hour).toBe('2026-11-22T12');
    expect(gwKid).toBe(node.directory.party('gw-1')?.seal[0]?.kid);
    expect(deptKid).toBe(node.directory.party('ga-conn-1')?.seal[0]?.kid);
    expect(nonce).toHaveLength(16);
    expect(body).toHaveLength(23);
  });

  it('opens in the hours beside its own, across midnight too', () => {
    now = fromInstant('2026-11-22T23:59:59.999Z') ?? 0;
    const text = sealed('late');
    now += 1;
    expect(department.openQuery({ id: ID, gw: 'gw-1', sealed: text }).ok).toBe(true);
    now = fromInstant('2026-11-22T22:00:00.000Z') ?? 0;
    expect(department.openQuery({ id: ID, gw: 'gw-1', sealed: text }).ok).toBe(true);
    now = NOON;
  });

  it('is different each time', () => {
    expect(sealed('same')).not.toBe(sealed('same'));
  });
});
