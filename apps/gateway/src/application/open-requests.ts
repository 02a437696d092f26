import type { ExplainHeader, FactHeader, QueryHeader, ReplyItem } from '@shutong/contracts';
import type { Party } from '@shutong/trust';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';

/** What the notary said of a submission, verified. */
export type Decided =
  | {
      readonly kind: 'entry';
      readonly entry: CheckedEntry;
      readonly followers: readonly CheckedEntry[];
      readonly isOlder: boolean;
    }
  | { readonly kind: 'none'; readonly code: 'IDEMPOTENCY_CONFLICT' | 'NOT_ENTITLED' | 'HEADER_INVALID' | 'INTERNAL' };

/** What a department said, with its signature verified; whether it belongs to the entry is checked when both are there. */
export interface SignedReply {
  readonly party: Party;
  readonly item: ReplyItem;
}

interface OpenSubmission {
  readonly id: string;
  /** H of the submitted header. */
  readonly d: string;
  readonly fp?: string;
  /** Called at most once with the notary's word. */
  readonly onDecided: (decided: Decided) => void;
  /** Called for each department's word while the request is open. */
  readonly onReply: (reply: SignedReply) => void;
}

export interface OpenQuery extends OpenSubmission {
  readonly header: QueryHeader | ExplainHeader;
}

export interface OpenFact extends OpenSubmission {
  readonly header: FactHeader;
}

export type OpenRequest = OpenQuery | OpenFact;

/** Most requests a gateway holds open, and most queries to one department: a slow one must not take the others' places (protocol.md §9). */
const MAX_OPEN = 4_096;
const MAX_OPEN_OF_DEPARTMENT = 1_024;

/** Requests whose callers still wait, by exchange or fact id. */
export class OpenRequests {
  private readonly byId = new Map<string, OpenRequest>();
  private readonly ofDepartment = new Map<string, number>();

  get size(): number {
    return this.byId.size;
  }

  /** False at either limit: then the gateway says 503. */
  hasRoomFor(department?: string): boolean {
    const ofDepartment = department === undefined ? 0 : (this.ofDepartment.get(department) ?? 0);
    return this.byId.size < MAX_OPEN && ofDepartment < MAX_OPEN_OF_DEPARTMENT;
  }

  find(id: string): OpenRequest | undefined {
    return this.byId.get(id);
  }

  add(request: OpenRequest): void {
    this.byId.set(request.id, request);
    this.count(request, 1);
  }

  remove(id: string): void {
    const request = this.byId.get(id);
    if (request !== undefined && this.byId.delete(id)) this.count(request, -1);
  }

  private count({ header }: OpenRequest, by: 1 | -1): void {
    if (header.type !== 'query') return;
    this.ofDepartment.set(header.prov, (this.ofDepartment.get(header.prov) ?? 0) + by);
  }
}
