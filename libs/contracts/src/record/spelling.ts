/**
 * The one spelling of fixed-length bytes in JSON (protocol.md, Notation): base64url without padding, tree hashes base64 with padding.
 * The last character's unused bits are zero, so these patterns refuse what does not re-encode to itself.
 */
export const ID = { type: 'string', pattern: '^[A-Za-z0-9_-]{21}[AQgw]$' } as const;
export const DIGEST = { type: 'string', pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$' } as const;
export const SIGNATURE = { type: 'string', pattern: '^[A-Za-z0-9_-]{85}[AQgw]$' } as const;
export const KID = { type: 'string', pattern: '^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$' } as const;
export const TREE_HASH = { type: 'string', pattern: '^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$' } as const;
export const CODE = { type: 'string', pattern: '^[A-Za-z0-9@._:-]{1,64}$' } as const;
export const REASON = { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,63}$' } as const;
/** A real moment, UTC with milliseconds: the 31st of June would read as no number and pass every comparison. */
export const INSTANT = { type: 'string', format: 'instant' } as const;
export const COUNT = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

/** `<hour>.<gateway kid>.<department kid>.<nonce>.<ciphertext‖tag>` (protocol.md §4). */
export const SEALED_PATTERN =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}\\.[A-Za-z0-9_-]{11}\\.[A-Za-z0-9_-]{11}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22,}$';

/** `<okid>.<nonce>.<ciphertext‖tag>` (protocol.md §4). */
export const OPENING_PATTERN = '^[A-Za-z0-9_-]{21}[AQgw]\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]{22,}$';
