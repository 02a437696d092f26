import { createSecretKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto';
import type { PartyKey } from '../directory/party.js';
import type { SealingKey } from '../keys/sealing-key.js';

/** The two ends of a seal: gateway code and department USCC. */
export interface SealEnds {
  readonly gw: string;
  readonly dept: string;
}

export type SealDirection = 'query' | 'answer';

/** Two directions, three hours, and rotations of both ends: far above what honest traffic of 100 partners needs. */
const MAX_KEYS = 1024;

/**
 * The keys between this process and its partners: static X25519, one derived key per pair, hour and direction (protocol.md §4).
 * An agreement per message would more than double the CPU of a query (prototype.md §2), so derived keys are kept, oldest out first.
 */
export class SealKeys {
  readonly #derived = new Map<string, KeyObject>();

  constructor(private readonly own: SealingKey) {}

  get kid(): string {
    return this.own.kid;
  }

  between(ends: SealEnds, partner: PartyKey, hour: string, direction: SealDirection): KeyObject {
    const info = `shutong/seal/v1\n${ends.gw}\n${ends.dept}\n${hour}\n${direction}`;
    const name = `${partner.kid}\n${info}`;
    const known = this.#derived.get(name);
    if (known !== undefined) return known;
    const shared = diffieHellman({ privateKey: this.own.privateKey, publicKey: partner.key });
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', shared, new Uint8Array(), info, 32)));
    const [oldest] = this.#derived.keys();
    if (this.#derived.size >= MAX_KEYS && oldest !== undefined) this.#derived.delete(oldest);
    this.#derived.set(name, key);
    return key;
  }
}
