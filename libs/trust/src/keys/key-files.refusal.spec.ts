import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemRandomness } from '@shutong/kernel';
import { loadJwk } from './jwk-file.js';
import { makeNodeKeys } from './make-node-keys.js';
import { PairKeys } from './pair-keys.js';
import { loadSealingKey } from './sealing-key.js';
import { loadSecretKey } from './secret-key.js';
import { loadSigningKey } from './signing-key.js';
import { CIVIL_AFFAIRS, PLAN, POLICE, testNode, type TestNode } from './test-node.contract.js';

describe('a key file is refused', () => {
  let node: TestNode;
  beforeEach(async () => {
    node = await testNode();
  });
  afterEach(() => node.remove());

  it.each([0o640, 0o604, 0o660, 0o611])('when others have rights on it (%o)', async (mode) => {
    await chmod(node.files.key('gw-1.sign.pem'), mode);
    await chmod(node.files.key('gw-1.seal.pem'), mode);
    await chmod(node.files.key('idem.key'), mode);
    await chmod(node.files.key('token.jwk'), mode);
    await expect(loadSigningKey(node.files.key('gw-1.sign.pem'))).rejects.toThrow('make it 0600');
    await expect(loadSealingKey(node.files.key('gw-1.seal.pem'))).rejects.toThrow('make it 0600');
    await expect(loadSecretKey(node.files.key('idem.key'))).rejects.toThrow('make it 0600');
    await expect(loadJwk(node.files.key('token.jwk'))).rejects.toThrow('make it 0600');
  });

  it('when others may enter its folder', async () => {
    await chmod(node.files.keys, 0o755);
    await expect(loadSigningKey(node.files.key('gw-1.sign.pem'))).rejects.toThrow('make it 0700');
  });

  it('when it holds a key for another use', async () => {
    await rename(node.files.key('gw-1.seal.pem'), node.files.key('gw-9.sign.pem'));
    await expect(loadSigningKey(node.files.key('gw-9.sign.pem'))).rejects.toThrow('holds no ed25519 key');
  });

  it('when it is no key at all', async () => {
    await writeFile(node.files.key('idem.key'), 'c2hvcnQ\n');
    await expect(loadSecretKey(node.files.key('idem.key'))).rejects.toThrow('32 bytes');
    await writeFile(node.files.key('gw-1.sign.pem'), 'ssh-ed25519 AAAA');
    await expect(loadSigningKey(node.files.key('gw-1.sign.pem'))).rejects.toThrow('PKCS#8');
  });

  it('when a message names a pair outside the folder', async () => {
    await writeFile(join(node.files.keys, 'x.y.key'), 'A'.repeat(43), { mode: 0o600 });
    expect(await new PairKeys(node.files.pairs).find('..', 'x', 'y')).toBeUndefined();
    expect(await new PairKeys(node.files.pairs).find('2026h2', `../../${POLICE}`, CIVIL_AFFAIRS)).toBeUndefined();
  });

  it('when it was replaced while the directory still lists the old one', async () => {
    await rm(node.files.key('gw-1.sign.pem'));
    await expect(makeNodeKeys(node.home, PLAN, systemRandomness)).rejects.toThrow('keys of gw-1');
  });

  it('when the log key was lost beside an older directory', async () => {
    await rm(node.files.key('log.pem'));
    await expect(makeNodeKeys(node.home, PLAN, systemRandomness)).rejects.toThrow('another log key');
  });
});
