import { hashText } from '@shutong/kernel';

/** What may travel beside a header: sealed query, sealed openings, dataset document. */
export interface Attachments {
  readonly s?: string;
  readonly o?: string;
  readonly doc?: string;
}

/** What a header says of them: H of each. */
export interface AttachmentDigests {
  readonly sd?: string;
  readonly od?: string;
  readonly dd?: string;
}

/** Whether each attachment is the one the signed header names, and none is missing or added (protocol.md §3.2). */
export function attachmentsMatch(item: Attachments, header: AttachmentDigests): boolean {
  return matches(item.s, header.sd) && matches(item.o, header.od) && matches(item.doc, header.dd);
}

function matches(text: string | undefined, digest: string | undefined): boolean {
  return text === undefined ? digest === undefined : hashText(text) === digest;
}
