import { HASHES, HEAD, type Head, LEAF, PATH, PROVEN_ENTRY, type ProvenEntry } from './head.js';
import { closed, recordParser } from './shape.js';
import { COUNT } from './spelling.js';

/** Record of `catalogue`, key `D01@1` (protocol.md §3.7). Permission comes from leaves only, never from here. */
export interface CatalogueRecord extends ProvenEntry {
  readonly head: Head;
  readonly hashes: readonly string[];
  /** JCS text of the dataset document; H of it stands in the leaf as `schema`. */
  readonly document: string;
  readonly retired?: ProvenEntry;
}

const CATALOGUE = closed(
  {
    head: HEAD,
    hashes: HASHES,
    document: { type: 'string', minLength: 2, maxLength: 204_800 },
    index: COUNT,
    leaf: LEAF,
    path: PATH,
    retired: PROVEN_ENTRY,
  },
  ['retired'],
);

export const parseCatalogue = recordParser<CatalogueRecord>(CATALOGUE);
