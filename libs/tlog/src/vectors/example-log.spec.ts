import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  checkpointText,
  cosign,
  decodeBundle,
  EdgeTree,
  encodeBundle,
  hashLeaf,
  makeVkey,
  noteSigner,
  openCheckpoint,
  parsePolicy,
  parseTlogProof,
  parseVkey,
  planConsistency,
  planInclusion,
  signNote,
  splitTile,
  verifyConsistency,
  verifyTlogProof,
  writeTlogProof,
} from '../index.js';
import { fromHex, vectorBytes, vectorJson, vectorText } from './vector-files.contract.js';

interface Example {
  readonly origin: string;
  readonly entries: readonly { readonly leafHash: string; readonly file: string }[];
  readonly roots: Readonly<Record<string, string>>;
  readonly checkpoints: Readonly<Record<string, string>>;
  readonly cosignature: { readonly line: string; readonly time: number };
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly from: number; readonly to: number; readonly proof: readonly string[] }[];
}

interface KeyRow {
  readonly name: string;
  readonly type: string;
  readonly seedHex: string;
  readonly publicKeyHex: string;
  readonly vkey: string;
}

const PKCS8_ED25519 = '302e020100300506032b657004220420';
const example = vectorJson<Example>('tlog/example.json');
const { log, witness1, ...others } =
  vectorJson<Record<'log' | 'witness1' | 'logAfterRotation' | 'witness2' | 'otherLog', KeyRow>>('tlog/keys.json');
const entries = example.entries.map((entry) => vectorBytes(`tlog/${entry.file}`));
const leaves = entries.map((entry) => hashLeaf(entry));
const grown = EdgeTree.empty.append(leaves);

const signerOf = (row: KeyRow) => {
  const der = fromHex(PKCS8_ED25519 + row.seedHex);
  return noteSigner(row.name, row.type === '0x01' ? 1 : 4, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
};
const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');
const knownNode = (node: { level: number; index: number }): Uint8Array => grown.node(node) ?? new Uint8Array();

describe('the example log, rebuilt byte for byte', () => {
  it('has the listed leaf hashes and roots', () => {
    expect(leaves.map(hex)).toEqual(example.entries.map((entry) => entry.leafHash));
    for (const [size, root] of Object.entries(example.roots)) {
      expect(hex(EdgeTree.empty.append(leaves.slice(0, Number(size))).tree.root())).toBe(root);
    }
  });

  it('has the listed keys', () => {
    for (const row of [log, witness1, others.logAfterRotation, others.witness2, others.otherLog]) {
      expect(signerOf(row).vkey).toBe(row.vkey);
      expect(makeVkey(row.name, row.type === '0x01' ? 1 : 4, fromHex(row.publicKeyHex))).toBe(row.vkey);
    }
  });

  it('signs the listed checkpoint at every size', () => {
    for (const [size, note] of Object.entries(example.checkpoints)) {
      const root = EdgeTree.empty.append(leaves.slice(0, Number(size))).tree.root();
      expect(signNote(checkpointText({ origin: example.origin, size: Number(size), root }), signerOf(log))).toBe(note);
    }
  });

  it('cosigns with the listed line', () => {
    const root = grown.tree.root();
    const text = checkpointText({ origin: example.origin, size: 5, root });
    expect(cosign(text, signerOf(witness1), example.cosignature.time).trimEnd()).toBe(example.cosignature.line.trimEnd());
  });

  it('has the listed proofs', () => {
    for (const { index, size, proof } of example.inclusion) {
      const plan = planInclusion(index, size);
      expect(plan.assemble(plan.nodes.map(knownNode)).map(hex)).toEqual(proof);
    }
    for (const { from, to, proof } of example.consistency) {
      const plan = planConsistency(from, to);
      expect(plan.assemble(plan.nodes.map(knownNode)).map(hex)).toEqual(proof);
    }
  });

  it('serves the listed tile and bundle', () => {
    expect(splitTile(vectorBytes('tlog/example/tile/0/000.p/5'))?.map(hex)).toEqual(leaves.map(hex));
    expect(Buffer.from(encodeBundle(entries))).toEqual(vectorBytes('tlog/example/tile/entries/000.p/5'));
  });

  it('has receipts that verify and print as they stand', () => {
    const policy = parsePolicy(vectorText('tlog/example/policy'));
    if (!policy.ok) throw new Error('the example policy is well formed');
    for (const [index, entry] of entries.entries()) {
      const text = vectorText(`tlog/example/proofs/${index}.tlog-proof`);
      expect(verifyTlogProof(text, entry, policy.value)).toMatchObject({ ok: true, value: { index } });
      const parsed = parseTlogProof(text);
      expect(parsed.ok && writeTlogProof(parsed.value)).toBe(text);
    }
  });
});

describe('the log with every entry kind', () => {
  it('leads from its tiles and bundles to the signed root, and continues the example', () => {
    const kinds = vectorJson<{ consistencyFrom5: readonly string[] }>('tlog/kinds.json');
    const key = parseVkey(vectorText('tlog/kinds/log.vkey').trim());
    if (!key.ok) throw new Error('log.vkey is well formed');
    const opened = openCheckpoint(vectorBytes('tlog/kinds/checkpoint'), key.value);
    if (!opened.ok) throw new Error(opened.failure);
    const { size, root } = opened.value;
    const hashes = splitTile(vectorBytes('tlog/kinds/tile/0/000.p/34')) ?? [];
    const bundled = decodeBundle(vectorBytes('tlog/kinds/tile/entries/000.p/34'), size) ?? [];
    expect(bundled.map((entry) => hex(hashLeaf(entry)))).toEqual(hashes.map(hex));
    expect(hex(EdgeTree.empty.append(hashes).tree.root())).toBe(hex(root));
    const proof = kinds.consistencyFrom5.map(fromHex);
    expect(verifyConsistency({ from: 5, to: size, fromRoot: grown.tree.root(), toRoot: root, proof })).toBe(true);
  });
});
