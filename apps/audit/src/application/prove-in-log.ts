import { fail, ok, type Result } from '@shutong/kernel';
import { type Hash, planConsistency, planInclusion, writeTlogProof } from '@shutong/tlog';
import type { Heads } from './heads.js';
import type { StoredTree } from './stored-tree.js';

/** `HEAD_NOT_KEPT`: the tree has this size, but no signed head of it is at hand; ask under the newest. */
export type ProofFault = 'NOT_IN_LOG' | 'HEAD_NOT_KEPT';

export class ProveInLog {
  constructor(
    private readonly heads: Heads,
    private readonly tree: StoredTree,
  ) {}

  /** A tlog-proof of entry `index` under the signed head of `size`. */
  async inclusion(index: number, size: number): Promise<Result<string, ProofFault>> {
    if (index >= size || size > (await this.heads.sizeFor(size))) return fail('NOT_IN_LOG');
    const checkpoint = await this.heads.noteAt(size);
    if (checkpoint === undefined) return fail('HEAD_NOT_KEPT');
    const proof = await this.tree.prove(planInclusion(index, size), size);
    return ok(writeTlogProof({ index, proof, checkpoint }));
  }

  /** Hashes that lead from one size to a larger one, whether or not their heads are kept. `from` is at least 1. */
  async consistency(from: number, to: number): Promise<Result<readonly Hash[], ProofFault>> {
    if (from < 1 || from > to || to > (await this.heads.sizeFor(to))) return fail('NOT_IN_LOG');
    return ok(await this.tree.prove(planConsistency(from, to), to));
  }
}
