import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { pairKey } from '../commitment/pseudonym.js';
import { makeNodeKeys } from './make-node-keys.js';
import { PairKeys } from './pair-keys.js';
import { loadSecretKey } from './secret-key.js';
import { loadSigningKey } from './signing-key.js';
import { CIVIL_AFFAIRS, PLAN, POLICE, testNode, type TestNode } from './test-node.contract.js';

describe('the first start of a node', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await testNode();
  });
  afterAll(() => node.remove());

  it('makes files for their owner alone', async () => {
    for (const name of [
      'log.pem',
      'gw-1.sign.pem',
      'gw-1.seal.pem',
      'ga-conn-1.sign.pem',
      'idem.key',
      'audit.jwk',
      'token.jwk',
    ]) {
      expect((await stat(node.files.key(name))).mode & 0o777).toBe(0o600);
    }
    for (const folder of [node.files.keys, node.files.pairs, join(node.files.pairs, PLAN.epoch)]) {
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
    }
  });

  it('lists the public half of every key in the directory', async () => {
    for (const code of ['gw-1', 'ga-conn-1', 'registry-1', 'consent-1', 'audit-1']) {
      const key = await loadSigningKey(node.files.key(`${code}.sign.pem`));
      expect(node.directory.signKey(code, key.kid)?.party.code).toBe(code);
    }
  });

  it('derives each pair key from the key of the epoch', async () => {
    const subKey = await loadSecretKey(node.files.key('sub.2026h2.key'));
    const pair = await new PairKeys(node.files.pairs).find('2026h2', POLICE, CIVIL_AFFAIRS);
    expect(Buffer.from(pair ?? [])).toEqual(Buffer.from(pairKey(subKey, '2026h2', POLICE, CIVIL_AFFAIRS)));
  });

  it('makes nothing anew when it is repeated', async () => {
    const before = await readFile(node.files.directory, 'utf8');
    const again = await makeNodeKeys(node.home, PLAN, systemRandomness);
    expect(again.made).toEqual([]);
    expect(await readFile(node.files.directory, 'utf8')).toBe(before);
  });

  it('makes what was missing and names it', async () => {
    await rm(node.files.key('idem.key'));
    const again = await makeNodeKeys(node.home, PLAN, systemRandomness);
    expect(again.made).toEqual(['keys/idem.key']);
  });
});
