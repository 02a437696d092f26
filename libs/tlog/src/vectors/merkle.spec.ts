import { describe, expect, it } from '@jest/globals';
import { verifyConsistency, verifyInclusion } from '../index.js';
import { type Case, fromHex, vectorFiles, vectorJson } from './vector-files.contract.js';

interface InclusionFile {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly proof: readonly string[] | null;
  readonly desc: string;
  readonly wantErr: boolean;
}

interface ConsistencyFile {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface MerkleCase extends Case {
  readonly type: 'inclusion' | 'consistency';
  readonly index: string;
  readonly size: string;
  readonly leaf: string;
  readonly root: string;
  readonly from: string;
  readonly to: string;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[];
}

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');
const TWELVE_BYTE_ROOTS = 'merkle/consistency/additional/sizes-are-equal-one-and-proof-is-empty.json';

describe('proofs of transparency-dev/merkle', () => {
  const inclusion = vectorFiles('merkle/inclusion');
  const consistency = vectorFiles('merkle/consistency');

  it('come as 98 files of each kind', () => {
    expect([inclusion.length, consistency.length]).toEqual([98, 98]);
  });

  it.each(inclusion)('%s', (path) => {
    const file = vectorJson<InclusionFile>(path);
    const claim = {
      index: file.leafIdx,
      size: file.treeSize,
      leaf: fromBase64(file.leafHash),
      root: fromBase64(file.root),
      proof: (file.proof ?? []).map(fromBase64),
    };
    expect(verifyInclusion(claim)).toBe(!file.wantErr);
  });

  it.each(consistency)('%s', (path) => {
    const file = vectorJson<ConsistencyFile>(path);
    const claim = {
      from: file.size1,
      to: file.size2,
      fromRoot: fromBase64(file.root1),
      toRoot: fromBase64(file.root2),
      proof: (file.proof ?? []).map(fromBase64),
    };
    // Its roots have 12 bytes; a hash has 32 (ledger.md §2).
    expect(verifyConsistency(claim)).toBe(!file.wantErr && path !== TWELVE_BYTE_ROOTS);
  });
});

describe('proofs in a tree of 13 leaves', () => {
  const cases = vectorJson<{ cases: readonly MerkleCase[] }>('tlog/merkle-cases.json').cases;

  it.each(cases.map((each) => [each.type, each.name, each.verdict, each] as const))('%s, %s: %s', (type, _, verdict, each) => {
    const proof = each.proof.map(fromHex);
    const accepted =
      type === 'inclusion'
        ? verifyInclusion({
            index: Number(each.index),
            size: Number(each.size),
            leaf: fromHex(each.leaf),
            root: fromHex(each.root),
            proof,
          })
        : verifyConsistency({
            from: BigInt(each.from),
            to: BigInt(each.to),
            fromRoot: fromHex(each.root1),
            toRoot: fromHex(each.root2),
            proof,
          });
    expect(accepted).toBe(verdict === 'accept');
  });
});
