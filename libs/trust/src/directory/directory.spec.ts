import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { kidOf } from '../keys/kid.js';
import { POLICE, testNode, type TestNode } from '../keys/test-node.contract.js';
import { Directory, sealKeyInUse } from './directory.js';

describe('the directory', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await testNode();
  });
  afterAll(() => node.remove());

  it('finds parties, the connector and the shard of a department', () => {
    expect(node.directory.party('gw-1')?.use).toBe('gateway');
    expect(node.directory.connectorOf(POLICE)?.code).toBe('ga-conn-1');
    expect(node.directory.shardOf(POLICE)).toBe('s0');
    expect(node.directory.shardOf('11990104MB9100059W')).toBeUndefined();
    expect(node.directory.epoch).toBe('2026h2');
  });

  it('uses the first key of a list and still accepts the others', async () => {
    const listed = JSON.parse(await readFile(node.files.directory, 'utf8')) as {
      parties: { code: string; seal: string[]; sign: string[] }[];
    };
    const gateway = listed.parties.find(({ code }) => code === 'gw-1');
    const fresh = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' });
    const freshSign = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' });
    gateway?.seal.unshift(fresh.toString('base64'));
    gateway?.sign.unshift(freshSign.toString('base64'));
    const rotated = Directory.parse(JSON.stringify(listed)).party('gw-1');
    if (rotated === undefined) throw new Error('gw-1 is listed');
    expect(sealKeyInUse(rotated)?.kid).toBe(kidOf(fresh));
    expect(rotated.sign.map(({ kid }) => kid)).toEqual([kidOf(freshSign), node.directory.party('gw-1')?.sign[0]?.kid]);
  });
});
