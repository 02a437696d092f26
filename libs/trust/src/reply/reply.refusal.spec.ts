import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReplyItem } from '@shutong/contracts';
import { loadSigningKey, type SigningKey } from '../keys/signing-key.js';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { sealTick } from '../tick/tick-signature.js';
import { sealReply, verifyReply } from './reply-signature.js';

const LH = 'jK5s0Kd0Xo3bIdo4mCkFZQyw0V7c0hJzA3w5C5rI0hE=';
const answered: ReplyItem = { id: 'D7hyVJo-BN6qpQ18AzjTYQ', index: 4, lh: LH, status: 'answered', sealed: 'hour.a.b.c.d' };
const failed: ReplyItem = { id: 'AAAAAAAAAAAAAAAAAAAAAA', index: 5, lh: LH, status: 'failed', why: ['SOURCE_DOWN'] };

describe('a reply', () => {
  let node: TestNode;
  let key: SigningKey;
  beforeAll(async () => {
    node = await testNode();
    key = await loadSigningKey(node.files.key('ga-conn-1.sign.pem'));
  });
  afterAll(() => node.remove());

  it('names the connector that signed it', () => {
    const items = [answered, failed];
    const party = verifyReply(node.directory, { t: sealReply(key, items), items });
    expect(party.ok && party.value.code).toBe('ga-conn-1');
  });

  it.each<[string, ReplyItem]>([
    ['another answer', { ...answered, sealed: 'hour.a.b.c.e' }],
    ['another id', { ...answered, id: failed.id }],
    ['another entry', { ...answered, index: 6 }],
    ['another leaf', { ...answered, lh: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['a failure in its place', { id: answered.id, index: 4, lh: LH, status: 'failed', why: ['SOURCE_DOWN'] }],
  ])('is refused with %s', (_what, changed) => {
    expect(verifyReply(node.directory, { t: sealReply(key, [answered]), items: [changed] }).ok).toBe(false);
  });

  it('is refused with another reason for the failure', () => {
    const t = sealReply(key, [failed]);
    expect(verifyReply(node.directory, { t, items: [{ ...failed, why: ['DEPARTMENT_VETO'] }] }).ok).toBe(false);
  });

  it('is refused when its signature was made for a tick', () => {
    expect(verifyReply(node.directory, { t: sealTick(key, [{ h: '{}' }]), items: [answered] }).ok).toBe(false);
  });

  it('is refused without items', () => {
    expect(verifyReply(node.directory, { t: sealReply(key, [answered]), items: [] }).ok).toBe(false);
  });
});
