import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashText, toBase64 } from '@shutong/kernel';
import { BatchTree, hashLeaf, ProofPool } from '@shutong/tlog';
import { verify } from 'node:crypto';
import { loadSigningKey, type SigningKey } from '../keys/signing-key.js';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { attachmentsMatch } from './attachments.js';
import { TickItemVerifier } from './tick-item-verifier.js';
import { sealTick, verifyTick } from './tick-signature.js';

const itemsOf = (count: number): { h: string }[] =>
  Array.from({ length: count }, (_, place) => ({ h: `{"id":"${String(place)}"}` }));

describe('a tick', () => {
  let node: TestNode;
  let key: SigningKey;
  beforeAll(async () => {
    node = await testNode();
    key = await loadSigningKey(node.files.key('gw-1.sign.pem'));
  });
  afterAll(() => node.remove());

  it('is signed over purpose, key, number of items and the root of their headers', () => {
    const items = itemsOf(3);
    const seal = sealTick(key, items);
    const root = new BatchTree(items.map(({ h }) => hashLeaf(Buffer.from(h)))).root;
    const text = `shutong/tick/v1\n${key.kid}\n3\n${toBase64(root)}\n`;
    const signer = node.directory.signKey('gw-1', key.kid);
    expect(seal).toMatchObject({ by: 'gw-1', kid: key.kid, n: 3 });
    expect(signer !== undefined && verify(null, Buffer.from(text), signer.key, Buffer.from(seal.sig, 'base64url'))).toBe(true);
  });

  it.each([1, 2, 3, 7, 64, 1000])('of %i items names its sender', (count) => {
    const items = itemsOf(count);
    const party = verifyTick(node.directory, { t: sealTick(key, items), items });
    expect(party.ok && party.value.code).toBe('gw-1');
  });

  it.each([1, 2, 3, 5, 8, 13, 100])('of %i items proves each of them alone', (count) => {
    const items = itemsOf(count);
    const { sig } = sealTick(key, items);
    const tree = new BatchTree(items.map(({ h }) => hashLeaf(Buffer.from(h))));
    const pool = new ProofPool();
    const paths = items.map((_, place) => pool.add(tree.proof(place)));
    const verifier = new TickItemVerifier(node.directory);
    paths.forEach((path, i) => {
      const party = verifier.verify({ by: 'gw-1', kid: key.kid, n: count, i, path, sig }, items[i]?.h ?? '', pool.hashes);
      expect(party.ok && party.value.code).toBe('gw-1');
    });
  });

  it('names what travels beside a header by its digest', () => {
    expect(attachmentsMatch({ s: 'a', o: 'b', doc: '{}' }, { sd: hashText('a'), od: hashText('b'), dd: hashText('{}') })).toBe(
      true,
    );
    expect(attachmentsMatch({}, {})).toBe(true);
  });
});
