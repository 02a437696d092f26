const LENGTH_BYTES = 2;
const MAX_ENTRY_BYTES = 0xffff;

/** Entries, each behind its length as a big-endian uint16. Throws RangeError for an entry above 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const total = entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0);
  const bundle = Buffer.allocUnsafe(total);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MAX_ENTRY_BYTES) throw new RangeError(`an entry of ${entry.length} bytes fits no bundle`);
    bundle.writeUInt16BE(entry.length, at);
    bundle.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries of a bundle; undefined unless there are exactly `width` of them and nothing behind. */
export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < width) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) return undefined;
    const start = at + LENGTH_BYTES;
    at = start + high * 256 + low;
    if (at > bytes.length) return undefined;
    entries.push(bytes.subarray(start, at));
  }
  return at === bytes.length ? entries : undefined;
}
