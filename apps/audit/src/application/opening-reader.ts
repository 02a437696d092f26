import { type ContentKey, type Opening, openOpening, unwrapContentKey } from '@shutong/trust';
import type { JWK } from 'jose';
import type { Openings, SealedOpening } from './openings.port.js';

/** A sealer has one key an hour: this is more than a day of ten of them. */
const KEPT_KEYS = 256;

export interface ReadableOpening {
  readonly key: ContentKey;
  readonly opening: Opening;
}

/** Opens openings with the audit key. Content keys stay in memory while a scan goes through their hour. */
export class OpeningReader {
  readonly #keys = new Map<string, ContentKey | undefined>();

  constructor(
    private readonly openings: Openings,
    private readonly audit: JWK,
  ) {}

  /** Undefined when its key is gone or not for this audit, or the text is none that a sealer of ours wrote. */
  async open({ id, text }: SealedOpening): Promise<ReadableOpening | undefined> {
    const key = await this.#keyOf(text.slice(0, text.indexOf('.')));
    const opening = key === undefined ? undefined : openOpening(key, id, text);
    return key === undefined || opening === undefined ? undefined : { key, opening };
  }

  async #keyOf(okid: string): Promise<ContentKey | undefined> {
    if (this.#keys.has(okid)) return this.#keys.get(okid);
    const jwe = await this.openings.contentKey(okid);
    const key = jwe === undefined ? undefined : await unwrapContentKey(jwe, this.audit);
    const [oldest] = this.#keys.keys();
    if (this.#keys.size >= KEPT_KEYS && oldest !== undefined) this.#keys.delete(oldest);
    this.#keys.set(okid, key);
    return key;
  }
}
