import { canonicalJson, type Clock, type Randomness, toBase64Url } from '@shutong/kernel';
import type { JWK } from 'jose';
import { sealBox } from '../sealing/box.js';
import { sealHour } from '../sealing/seal-hour.js';
import { type ContentKey, makeContentKey } from './content-key.js';
import { openingAad } from './open-opening.js';

const ANNOUNCE_EVERY_MS = 60_000;
/** Ticks under last hour's key may still wait to be sent; older keys are in the notary's store. */
const KEPT_KEYS = 2;

/** One sealer's openings, under a content key per hour that only the audit can unwrap (protocol.md §4). */
export class OpeningSealer {
  #hour = '';
  #current: Promise<ContentKey> | undefined;
  readonly #known = new Map<string, { readonly jwe: string; announcedAt: number }>();

  constructor(
    private readonly audit: JWK,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {}

  /** Item member `o`: every commitment of the entry, openable. Waits only for the first one of an hour. */
  async seal(id: string, entrySalt: Uint8Array, values: Readonly<Record<string, unknown>>): Promise<string> {
    const { okid, key } = await this.#contentKey();
    const plaintext = canonicalJson({ salt: toBase64Url(entrySalt), values });
    return `${okid}.${sealBox(key, openingAad(id), plaintext, this.randomness)}`;
  }

  /** `okeys` for a tick that carries these openings: keys never sent, or not within the last minute. */
  okeysDue(openings: readonly string[]): readonly { readonly okid: string; readonly jwe: string }[] {
    const due: { okid: string; jwe: string }[] = [];
    const now = this.clock.now();
    for (const okid of new Set(openings.map((opening) => opening.slice(0, opening.indexOf('.'))))) {
      const known = this.#known.get(okid);
      if (known === undefined || now - known.announcedAt < ANNOUNCE_EVERY_MS) continue;
      known.announcedAt = now;
      due.push({ okid, jwe: known.jwe });
    }
    return due;
  }

  async #contentKey(): Promise<ContentKey> {
    const hour = sealHour(this.clock.now());
    if (this.#current === undefined || this.#hour !== hour) {
      this.#hour = hour;
      this.#current = this.#make();
    }
    return this.#current;
  }

  async #make(): Promise<ContentKey> {
    const made = await makeContentKey(this.audit, this.randomness);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= KEPT_KEYS && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(made.okid, { jwe: made.jwe, announcedAt: Number.NEGATIVE_INFINITY });
    return made;
  }
}
