import type { Submission } from '../domain/submission.js';
import type { KnownEntry } from './batch-sheet.js';
import type { Publication } from './catalogue.js';

/** No entry was made for a submission, protocol.md §3.5. */
export type NoEntryCode = 'IDEMPOTENCY_CONFLICT' | 'NOT_ENTITLED' | 'HEADER_INVALID' | 'INTERNAL';

export type DeadCode = 'RECORD_INVALID' | 'SIGNATURE_INVALID' | 'HEADER_INVALID' | 'NOT_ENTITLED' | 'INTERNAL';

/** What a gateway hears about one submission. */
export type ReplyDraft =
  | { readonly kind: 'made'; readonly id: string; readonly entry: KnownEntry }
  | {
      readonly kind: 'seen';
      readonly id: string;
      readonly d: string;
      readonly entry: KnownEntry;
      readonly after: readonly KnownEntry[];
    }
  | { readonly kind: 'none'; readonly id: string; readonly d: string; readonly code: NoEntryCode };

/** What a department hears about one of its own submissions; it only ends repetition. */
export type AckDraft = { readonly id: string; readonly index: number } | { readonly id: string; readonly code: NoEntryCode };

/** A permitted query on its way to its department. */
export interface DispatchDraft {
  readonly entry: KnownEntry;
  readonly submission: Pick<Submission, 'h' | 'tick'> & { readonly s: string };
}

export interface DeadDraft {
  readonly offset: bigint;
  /** Absent when the whole record is refused. */
  readonly item?: number;
  readonly code: DeadCode;
  readonly by?: string;
  readonly id?: string;
  readonly value: Uint8Array;
}

/** Everything a batch will send, collected while it is decided; nothing leaves before COMMIT but dead letters. */
export class Outgoing {
  readonly replies = new Map<string, ReplyDraft[]>();
  readonly dispatches = new Map<string, DispatchDraft[]>();
  readonly acks = new Map<string, AckDraft[]>();
  readonly publications: Publication[] = [];

  reply(gateway: string, draft: ReplyDraft): void {
    push(this.replies, gateway, draft);
  }

  dispatch(department: string, draft: DispatchDraft): void {
    push(this.dispatches, department, draft);
  }

  ack(department: string, draft: AckDraft): void {
    push(this.acks, department, draft);
  }
}

function push<T>(lists: Map<string, T[]>, name: string, draft: T): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [draft]);
  else list.push(draft);
}
