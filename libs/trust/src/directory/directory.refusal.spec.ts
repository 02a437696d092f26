import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { POLICE, testNode, type TestNode } from '../keys/test-node.contract.js';
import { Directory } from './directory.js';

interface Listed {
  origin: string;
  vkey: string;
  audit: Record<string, string>;
  shards: Record<string, { departments: string[] }>;
  parties: Record<string, unknown>[];
  pin?: unknown;
  [name: string]: unknown;
}

describe('a directory is refused', () => {
  let node: TestNode;
  let text: string;
  beforeAll(async () => {
    node = await testNode();
    text = await readFile(node.files.directory, 'utf8');
  });
  afterAll(() => node.remove());

  const changed = (change: (listed: Listed) => void): string => {
    const listed = JSON.parse(text) as Listed;
    change(listed);
    return JSON.stringify(listed);
  };
  const partyOf = (listed: Listed, code: string): Record<string, unknown> => {
    const party = listed.parties.find((candidate) => candidate['code'] === code);
    if (party === undefined) throw new Error('no such party');
    return party;
  };

  it.each<[string, (listed: Listed) => void, string]>([
    ['an unknown member', (listed) => void (listed['admin'] = true), 'unknown member admin'],
    ['another version', (listed) => void (listed['v'] = 2), 'unknown version'],
    ['an unknown use', (listed) => void (partyOf(listed, 'gw-1')['use'] = 'root'), 'unknown use'],
    ['a party twice', (listed) => void listed.parties.push(partyOf(listed, 'audit-1')), 'listed twice'],
    [
      'one key for two parties',
      (listed) => void (partyOf(listed, 'gw-2')['sign'] = partyOf(listed, 'gw-1')['sign']),
      'listed twice',
    ],
    ['a second connector of a department', (listed) => void (partyOf(listed, 'sw-conn-1')['dept'] = POLICE), 'two connectors'],
    ['a department in two shards', (listed) => void (listed.shards['s1'] = { departments: [POLICE] }), 'two shards'],
    ['a gateway at home nowhere', (listed) => void (partyOf(listed, 'gw-1')['home'] = 's9'), 'unknown shard'],
    ['a gateway that names a department', (listed) => void (partyOf(listed, 'gw-1')['dept'] = POLICE), 'exactly connectors'],
    ['a connector without department', (listed) => void delete partyOf(listed, 'ga-conn-1')['dept'], 'exactly connectors'],
    ['a gateway that cannot seal', (listed) => void (partyOf(listed, 'gw-1')['seal'] = []), 'no sealing key'],
    [
      'a sealing key among the signing keys',
      (listed) => void (partyOf(listed, 'gw-1')['sign'] = partyOf(listed, 'gw-1')['seal']),
      'not ed25519',
    ],
    [
      'a log key of another origin',
      (listed) => void (listed.origin = 'log.shutong.example/990104/s0/2027h1'),
      'log key of origin',
    ],
    ['the private half of the audit key', (listed) => void (listed.audit['d'] = 'x'), 'unknown member d'],
    ['a pin of size 0', (listed) => void (listed.pin = { size: 0, root: '' }), 'pin'],
  ])('with %s', (_what, change, sentence) => {
    expect(() => Directory.parse(changed(change))).toThrow(sentence);
  });

  it('with a key of a length that nobody listed', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    expect(() => Directory.parse(changed((listed) => void (partyOf(listed, 'gw-1')['sign'] = [spki])))).toThrow('not ed25519');
  });

  it('that names a party twice in one object', () => {
    expect(() => Directory.parse(text.replace('"v": 1,', '"v": 1, "v": 1,'))).toThrow('DUPLICATE_KEY');
  });
});
