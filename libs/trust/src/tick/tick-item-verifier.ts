import type { DispatchItem } from '@shutong/contracts';
import { fail, ok, type Result, toBase64Url } from '@shutong/kernel';
import { type Hash, hashLeaf, resolvePath } from '@shutong/tlog';
import type { Party, SignKeys } from '../directory/party.js';
import { rootOfPath } from './root-of-path.js';
import { verifyRoot } from './seal-root.js';

const MAX_ROOTS = 4096;

/**
 * Verifies single items of ticks by their path to the signed root (protocol.md §3.4). A root's signature (107 µs) is verified once
 * and remembered; only good ones are, so that junk cannot fill the memory.
 */
export class TickItemVerifier {
  readonly #roots = new Map<string, Party>();

  constructor(private readonly keys: SignKeys) {}

  /** `hashes`: the record's pool, decoded. The party still has to be what the item needs it to be. */
  verify(tick: DispatchItem['tick'], h: string, hashes: readonly Hash[]): Result<Party, 'SIGNATURE_INVALID'> {
    const proof = resolvePath(hashes, tick.path);
    if (proof === undefined) return fail('SIGNATURE_INVALID');
    const root = rootOfPath(tick.i, tick.n, hashLeaf(Buffer.from(h)), proof);
    if (root === undefined) return fail('SIGNATURE_INVALID');
    const name = `${tick.by}\n${tick.kid}\n${String(tick.n)}\n${tick.sig}\n${toBase64Url(root)}`;
    const known = this.#roots.get(name);
    if (known !== undefined) return ok(known);
    const party = verifyRoot(this.keys, 'shutong/tick/v1', tick, root);
    if (party.ok) this.#remember(name, party.value);
    return party;
  }

  #remember(name: string, party: Party): void {
    const [oldest] = this.#roots.keys();
    if (this.#roots.size >= MAX_ROOTS && oldest !== undefined) this.#roots.delete(oldest);
    this.#roots.set(name, party);
  }
}
