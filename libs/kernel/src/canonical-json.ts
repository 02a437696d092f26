import canonicalize from 'canonicalize';

/** RFC 8785. Throws on lone surrogates, non-finite numbers and values that JSON lacks. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
}

/** Whether the text is the canonical form of what it says. Duplicate keys fail too: re-encoding drops one. */
export function isCanonicalJson(text: string): boolean {
  try {
    return canonicalize(JSON.parse(text)) === text;
  } catch {
    // Not JSON, or a value that RFC 8785 refuses: not canonical either way.
    return false;
  }
}
