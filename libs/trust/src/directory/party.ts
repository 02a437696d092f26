import type { KeyObject } from 'node:crypto';

/** What a party may be; each submits only its own kinds of entries (protocol.md §7.1). */
export const PARTY_USES = ['gateway', 'connector', 'registry', 'consent', 'audit'] as const;
export type PartyUse = (typeof PARTY_USES)[number];

export interface PartyKey {
  readonly kid: string;
  /** SPKI DER, whose H a `key.changed` entry names. */
  readonly spki: Uint8Array;
  readonly key: KeyObject;
}

/** One line of the directory. Of each list of keys the first is in use, the others are still accepted. */
export interface Party {
  readonly code: string;
  readonly use: PartyUse;
  /** USCC of the department; connectors only. */
  readonly dept?: string;
  /** Shard for what has no provider; gateways only. */
  readonly home?: string;
  readonly sign: readonly PartyKey[];
  readonly seal: readonly PartyKey[];
}

/** Who signed: the party and the key its `kid` names. */
export interface Signer {
  readonly party: Party;
  readonly key: KeyObject;
}

/** Where a verifier finds keys. The directory is one; the notary narrows it to the keys in force in its log. */
export interface SignKeys {
  signKey(by: string, kid: string): Signer | undefined;
}
