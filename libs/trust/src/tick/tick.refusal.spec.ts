import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashText } from '@shutong/kernel';
import { BatchTree, type Hash, hashLeaf, ProofPool } from '@shutong/tlog';
import { loadSigningKey, type SigningKey, signingKey } from '../keys/signing-key.js';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { sealReply } from '../reply/reply-signature.js';
import { attachmentsMatch } from './attachments.js';
import { TickItemVerifier } from './tick-item-verifier.js';
import { sealTick, verifyTick } from './tick-signature.js';

const items = [{ h: '{"id":"a"}' }, { h: '{"id":"b"}' }, { h: '{"id":"c"}' }];

describe('a tick is refused', () => {
  let node: TestNode;
  let key: SigningKey;
  let other: SigningKey;
  beforeAll(async () => {
    node = await testNode();
    key = await loadSigningKey(node.files.key('gw-1.sign.pem'));
    other = await loadSigningKey(node.files.key('gw-2.sign.pem'));
  });
  afterAll(() => node.remove());

  it('when it is forged under a listed name', () => {
    const forger = signingKey('gw-1', generateKeyPairSync('ed25519').privateKey);
    const seal = sealTick(forger, items);
    expect(verifyTick(node.directory, { t: seal, items }).ok).toBe(false);
    expect(verifyTick(node.directory, { t: { ...seal, kid: key.kid }, items }).ok).toBe(false);
  });

  it('when one item was changed, swapped, added or dropped', () => {
    const t = sealTick(key, items);
    const [a, b, c] = items;
    if (a === undefined || b === undefined || c === undefined) throw new Error('three items');
    for (const changed of [[a, b, { h: '{"id":"d"}' }], [b, a, c], [a, b, c, c], [a, b], []]) {
      expect(verifyTick(node.directory, { t, items: changed }).ok).toBe(false);
      expect(verifyTick(node.directory, { t: { ...t, n: changed.length }, items: changed }).ok).toBe(false);
    }
  });

  it('when it carries the key of another party', () => {
    const t = sealTick(other, items);
    expect(verifyTick(node.directory, { t: { ...t, by: 'gw-1' }, items }).ok).toBe(false);
    expect(verifyTick(node.directory, { t: { ...t, by: 'registry-1' }, items }).ok).toBe(false);
  });

  it('when the signature was made for a reply', () => {
    const reply = sealReply(key, [{ id: 'a', index: 1, lh: 'x', status: 'failed', why: ['SOURCE_DOWN'] }]);
    expect(verifyTick(node.directory, { t: reply, items: items.slice(0, 1) }).ok).toBe(false);
  });

  it('when the signature has a second spelling', () => {
    const t = sealTick(key, items);
    expect(verifyTick(node.directory, { t: { ...t, sig: `${t.sig}=` }, items }).ok).toBe(false);
  });

  it('when an attachment was exchanged, dropped or added', () => {
    const header = { sd: hashText('question') };
    expect(attachmentsMatch({ s: 'another' }, header)).toBe(false);
    expect(attachmentsMatch({}, header)).toBe(false);
    expect(attachmentsMatch({ s: 'question', o: 'more' }, header)).toBe(false);
    expect(attachmentsMatch({ s: 'question' }, {})).toBe(false);
  });
});

describe('an item of a tick is refused', () => {
  let node: TestNode;
  let key: SigningKey;
  let hashes: readonly Hash[] = [];
  let paths: number[][] = [];
  beforeAll(async () => {
    node = await testNode();
    key = await loadSigningKey(node.files.key('gw-1.sign.pem'));
    const tree = new BatchTree(items.map(({ h }) => hashLeaf(Buffer.from(h))));
    const pool = new ProofPool();
    paths = items.map((_, place) => pool.add(tree.proof(place)));
    hashes = pool.hashes;
  });
  afterAll(() => node.remove());

  const tickOf = (i: number, changes: object = {}): Parameters<TickItemVerifier['verify']>[0] => ({
    by: 'gw-1',
    kid: key.kid,
    n: 3,
    i,
    path: paths[i] ?? [],
    sig: sealTick(key, items).sig,
    ...changes,
  });

  it('when its header is another one', () => {
    const verifier = new TickItemVerifier(node.directory);
    expect(verifier.verify(tickOf(0), '{"id":"a"}', hashes).ok).toBe(true);
    expect(verifier.verify(tickOf(0), '{"id":"z"}', hashes).ok).toBe(false);
  });

  it('when it claims another place or number of items', () => {
    const verifier = new TickItemVerifier(node.directory);
    for (const changes of [
      { i: 1 },
      { i: 3 },
      { i: -1 },
      { i: 0.5 },
      { n: 2 },
      { n: 4 },
      { n: 0 },
      { path: [] },
      { path: [99, 0] },
    ]) {
      expect(verifier.verify(tickOf(0, changes), '{"id":"a"}', hashes).ok).toBe(false);
    }
  });

  it('when a good root of one party is claimed by another', async () => {
    const verifier = new TickItemVerifier(node.directory);
    expect(verifier.verify(tickOf(0), '{"id":"a"}', hashes).ok).toBe(true);
    const other = await loadSigningKey(node.files.key('gw-2.sign.pem'));
    expect(verifier.verify(tickOf(0, { by: 'gw-2' }), '{"id":"a"}', hashes).ok).toBe(false);
    expect(verifier.verify(tickOf(0, { by: 'gw-2', kid: other.kid }), '{"id":"a"}', hashes).ok).toBe(false);
    expect(verifier.verify(tickOf(0, { sig: sealTick(other, items).sig }), '{"id":"a"}', hashes).ok).toBe(false);
  });

  it('when an inner node is passed off as a header', () => {
    const verifier = new TickItemVerifier(node.directory);
    const inner = Buffer.concat(items.slice(0, 2).map(({ h }) => hashLeaf(Buffer.from(h)))).toString('latin1');
    expect(verifier.verify(tickOf(0, { path: (paths[0] ?? []).slice(1) }), inner, hashes).ok).toBe(false);
  });
});
