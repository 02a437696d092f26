import { canonicalJson, type Randomness, toBase64Url } from '@shutong/kernel';
import { sealBox } from '../sealing/box.js';
import type { ContentKey } from './content-key.js';
import { openingAad, readOpening } from './open-opening.js';

/**
 * The opening of entry `id` without these fields' salts and values, sealed again under its own content key (ledger.md §4, Erasure).
 * entrySalt goes with the first field, because every field's salt follows from it; the salts of the others stay, so that these
 * still open. The same text when nothing of the fields is left in it, undefined when nothing else is.
 * Throws when the text does not open: whoever erases has read it before.
 */
export function eraseFields(
  contentKey: ContentKey,
  id: string,
  text: string,
  fields: readonly string[],
  randomness: Randomness,
): string | undefined {
  const opening = readOpening(contentKey, id, text);
  if (opening === undefined) throw new Error('an opening that does not open cannot be sealed again');
  const all = Object.entries(opening.values);
  const kept = all.filter(([field]) => !fields.includes(field));
  if (kept.length === 0) return undefined;
  if (!opening.hasEntrySalt && kept.length === all.length) return text;
  const salts = kept.map(([field]) => [field, toBase64Url(opening.salts[field] ?? new Uint8Array())] as const);
  const plaintext = canonicalJson({ salts: Object.fromEntries(salts), values: Object.fromEntries(kept) });
  return `${contentKey.okid}.${sealBox(contentKey.key, openingAad(id), plaintext, randomness)}`;
}
