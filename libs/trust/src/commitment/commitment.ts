import { createHmac } from 'node:crypto';
import { canonicalJson, type Randomness, sha256, toBase64Url } from '@shutong/kernel';

const ENTRY_SALT_BYTES = 32;

/** One secret per entry, from which every field's salt follows; whoever has it can open all fields (ledger.md §4). */
export function newEntrySalt(randomness: Randomness): Uint8Array {
  return randomness.bytes(ENTRY_SALT_BYTES);
}

/** 32 bytes that open one field and say nothing about the others. */
export function fieldSalt(entrySalt: Uint8Array, field: string): Uint8Array {
  return createHmac('sha256', entrySalt).update(`shutong/commit/v1\n${field}`).digest();
}

/** `c.<field>`: base64url(H(salt ‖ JCS(value))). Hiding because the salt is secret, binding because H is collision resistant. */
export function commit(salt: Uint8Array, value: unknown): string {
  return toBase64Url(sha256(salt, canonicalJson(value)));
}

/** The member `c` of an entry. */
export function commitAll(entrySalt: Uint8Array, values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, commit(fieldSalt(entrySalt, field), value)]));
}
