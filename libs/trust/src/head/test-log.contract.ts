import type { Head } from '@shutong/contracts';
import { toBase64 } from '@shutong/kernel';
import { checkpointText, EdgeTree, type Hash, hashLeaf, type NoteSigner, signNote } from '@shutong/tlog';
import { ConsistencyProofs } from './consistency-proofs.port.js';

/** A log of numbered leaves; two logs with the same `label` are one history, with different ones they fork after `shared` leaves. */
export class TestLog extends ConsistencyProofs {
  isReachable = true;

  constructor(
    private readonly signer: NoteSigner,
    private readonly label = 'a',
    private readonly shared = 0,
  ) {
    super();
  }

  head(size: number, from = 0, signer = this.signer): Head {
    const tree = this.#grow(0, size).tree;
    const note = signNote(checkpointText({ origin: this.signer.name, size, root: tree.root() }), signer);
    return { note, from, consistency: this.#proof(from, size).map(toBase64) };
  }

  override fetch(from: number, to: number): Promise<readonly Hash[] | undefined> {
    return Promise.resolve(this.isReachable ? this.#proof(from, to) : undefined);
  }

  #proof(from: number, to: number): readonly Hash[] {
    if (from === 0 || from >= to) return [];
    return this.#grow(0, from).tree.append(this.#leaves(from, to)).consistency();
  }

  #grow(from: number, to: number): ReturnType<EdgeTree['append']> {
    return EdgeTree.empty.append(this.#leaves(from, to));
  }

  #leaves(from: number, to: number): readonly Hash[] {
    const textOf = (index: number): string => `${index < this.shared ? 'shared' : this.label} ${String(index)}`;
    return Array.from({ length: to - from }, (_, place) => hashLeaf(Buffer.from(textOf(from + place))));
  }
}
