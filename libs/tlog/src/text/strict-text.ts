/** Notes, requests and policies are small; more is an attack (ledger.md §2: at most 64 KiB). */
export const MAX_TEXT_BYTES = 65_536;

// A byte order mark is kept: stripping it would verify a text that differs from the one received.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of these bytes, or undefined when they are too long or not UTF-8 in its one spelling. */
export function decodeStrictly(input: string | Uint8Array): string | undefined {
  if (typeof input === 'string') {
    // A lone surrogate would turn into U+FFFD when hashed.
    return input.isWellFormed() && Buffer.byteLength(input) <= MAX_TEXT_BYTES ? input : undefined;
  }
  if (input.length > MAX_TEXT_BYTES) return undefined;
  try {
    return decoder.decode(input);
  } catch {
    // Fatal decoding throws on every byte sequence that is not UTF-8: the caller's refusal, not a fault.
    return undefined;
  }
}

/** No character below U+0020 but newline, so CRLF fails even when it is signed. */
export function hasOnlyNewlines(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x20 && code !== 0x0a) return false;
  }
  return true;
}
