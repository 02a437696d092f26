import type { AccessFact } from './access-facts.js';
import type { QueryEntry } from './query-entries.js';
import type { RecordFact } from './record-facts.js';

/** One of the 29 kinds of the log (ledger.md §3). Query kinds have no dot, facts have one. */
export type Entry = QueryEntry | AccessFact | RecordFact;

export type EntryKind = Entry['k'];

export type EntryOf<K extends EntryKind> = Extract<Entry, { readonly k: K }>;
