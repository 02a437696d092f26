/** The last tree head that may have left this notary (ledger.md §7). */
export interface Mark {
  readonly origin: string;
  readonly size: number;
  /** Base64 with padding, as in the checkpoint. */
  readonly root: string;
}

export function isMark(value: unknown): value is Mark {
  if (typeof value !== 'object' || value === null) return false;
  const { origin, size, root } = value as Record<string, unknown>;
  return (
    typeof origin === 'string' &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0 &&
    typeof root === 'string' &&
    root.length === 44
  );
}

export type MarkVerdict =
  | { readonly kind: 'first' }
  | { readonly kind: 'equal' }
  /** The database is ahead: right when the marked tree is a prefix of it, which the caller proves. */
  | { readonly kind: 'ahead'; readonly mark: Mark }
  | { readonly kind: 'refused'; readonly sentence: string };

/**
 * Compares the head found in the database with the mark. A head behind the mark, or another root at its size, means that the database
 * went back: going on would write a second history over receipts that are already out (invariant 9).
 */
export function compareWithMark(head: Mark, mark: Mark | undefined): MarkVerdict {
  if (mark === undefined) {
    if (head.size === 0) return { kind: 'first' };
    return refused(
      `The log has ${head.size} entries but no mark file: restore the mark, it says how far receipts have gone out.`,
    );
  }
  if (mark.origin !== head.origin) return refused(`The mark belongs to ${mark.origin}, the database to ${head.origin}.`);
  if (head.size < mark.size) return refused(`The database went back: it has ${head.size} entries, ${mark.size} were signed.`);
  if (head.size > mark.size) return { kind: 'ahead', mark };
  if (head.root !== mark.root)
    return refused(`The database has another tree of ${head.size} entries than the one that was signed.`);
  return { kind: 'equal' };
}

function refused(sentence: string): MarkVerdict {
  return { kind: 'refused', sentence };
}
