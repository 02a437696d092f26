import { toBase64 } from '@shutong/kernel';
import { type EdgeTree, type Hash, planConsistency, verifyConsistency } from '@shutong/tlog';
import { compareWithMark, type Mark } from '../domain/mark.js';
import type { History, StoredHead } from './history.port.js';
import type { TreeNodes } from './tree-nodes.js';

/** The notary must not start until an operator has looked: exit 78. */
export class MustNotStart extends Error {}

export interface FoundLog {
  readonly head: StoredHead;
  readonly tree: EdgeTree;
  /** The mark to sign behind: the one on file, or the first one, which is still to be written. */
  readonly mark: Mark;
  readonly isFirst: boolean;
  /** Leads from the mark to the head; empty when they are equal or the mark is at 0. */
  readonly consistency: readonly Hash[];
}

/**
 * Finds the log as earlier batches left it and compares it with the mark (ledger.md §7). Throws `MustNotStart`, with the head frozen, when
 * the database is not the one that signed heads have left: a second history would begin.
 */
export async function findLog(epoch: string, history: History, nodes: TreeNodes, marked: Mark | undefined): Promise<FoundLog> {
  const head = await history.head(epoch);
  if (head === undefined) throw new Error(`epoch ${epoch} is not open`);
  if (head.state !== 'open') throw new MustNotStart(`The log of ${epoch} is ${head.state}: nothing may be appended to it.`);
  const tree = await history.tree(epoch, head.size);
  const refuse = async (sentence: string): Promise<never> => {
    await history.freeze(epoch);
    throw new MustNotStart(sentence);
  };
  if (toBase64(tree.root()) !== toBase64(head.root))
    return refuse('The stored entries do not have the root that the head names: the database is damaged.');
  const found: Mark = { origin: head.origin, size: head.size, root: toBase64(head.root) };
  const verdict = compareWithMark(found, marked);
  if (verdict.kind === 'refused') return refuse(verdict.sentence);
  const consistency = verdict.kind === 'ahead' ? await consistencyFrom(epoch, verdict.mark, tree, history, nodes) : [];
  if (consistency === undefined) return refuse('The database does not continue the tree that was signed.');
  return { head, tree, mark: marked ?? found, isFirst: marked === undefined, consistency };
}

/** The proof that the tree continues the marked one; `undefined` when it does not. */
async function consistencyFrom(
  epoch: string,
  mark: Mark,
  tree: EdgeTree,
  history: History,
  nodes: TreeNodes,
): Promise<readonly Hash[] | undefined> {
  if (mark.size === 0) return [];
  const marked = await history.tree(epoch, mark.size);
  if (toBase64(marked.root()) !== mark.root) return undefined;
  const proof = await nodes.prove(planConsistency(mark.size, tree.size), tree.append([]));
  return verifyConsistency({ from: mark.size, to: tree.size, fromRoot: marked.root(), toRoot: tree.root(), proof })
    ? proof
    : undefined;
}
