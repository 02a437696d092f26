import type { Entry } from '@shutong/decision';

/** An entry without a submission, and the document it names. */
export interface OwnDraft {
  readonly entry: Entry;
  readonly document?: { readonly hash: string; readonly text: string };
}
