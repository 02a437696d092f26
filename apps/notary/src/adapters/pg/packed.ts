/** A column of byte strings as one value: element i is `bytes[cuts[i], cuts[i + 1])`. See `piece` in sql/0002-batch.sql. */
export interface Packed {
  readonly bytes: Buffer;
  readonly cuts: readonly number[];
}

export function pack(pieces: readonly Uint8Array[]): Packed {
  const cuts = [0];
  let end = 0;
  for (const piece of pieces) {
    end += piece.length;
    cuts.push(end);
  }
  return { bytes: Buffer.concat(pieces, end), cuts };
}

export function packTexts(texts: readonly string[]): Packed {
  return pack(texts.map((text) => Buffer.from(text)));
}
