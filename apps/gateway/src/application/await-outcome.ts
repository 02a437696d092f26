import type { ReplyItem } from '@shutong/contracts';
import { toBase64 } from '@shutong/kernel';
import type { CheckedEntry } from '../domain/decision/proven-entry.js';
import type { Decided, OpenQuery, OpenRequests, SignedReply } from './open-requests.js';
import type { Alarm } from './take-replies.js';
import type { PreparedQuery } from './prepare-query.js';

/** How a submitted query ended, as far as this gateway saw it. */
export type Outcome =
  | { readonly kind: 'decided'; readonly decided: Decided }
  | { readonly kind: 'replied'; readonly permitted: CheckedEntry; readonly reply: ReplyItem }
  | { readonly kind: 'deadline'; readonly permitted?: CheckedEntry };

/** Replies kept until the notary's word is there; more than this for one id is noise. */
const MAX_EARLY_REPLIES = 4;

/** Joins the notary's decision and the department's reply by id, whichever comes first, until the deadline (protocol.md §6.1 step 10). */
export class AwaitOutcome {
  constructor(
    private readonly open: OpenRequests,
    private readonly alarm: Alarm,
  ) {}

  /** Opens the request at once; `ended` resolves when it has ended. The caller submits in between, or closes it again. */
  execute(query: PreparedQuery, now: number): { readonly ended: Promise<Outcome>; readonly close: () => void } {
    let close = (): void => undefined;
    const ended = new Promise<Outcome>((resolve) => {
      let permitted: CheckedEntry | undefined;
      const early: SignedReply[] = [];
      const timer = setTimeout(
        () => end({ kind: 'deadline', ...(permitted !== undefined && { permitted }) }),
        Math.max(0, query.deadlineMs - now),
      );
      close = () => {
        clearTimeout(timer);
        this.open.remove(query.header.id);
      };
      const end = (outcome: Outcome): void => {
        close();
        resolve(outcome);
      };
      const join = (reply: SignedReply): void => {
        if (permitted !== undefined && this.belongs(reply, permitted)) end({ kind: 'replied', permitted, reply: reply.item });
      };
      const request: OpenQuery = {
        id: query.header.id,
        d: query.d,
        ...(query.header.fp !== undefined && { fp: query.header.fp }),
        header: query.header,
        onDecided: (decided) => {
          // A proven permit stands: refusals without entry are unproven, and a record sent again says nothing new.
          if (permitted !== undefined) return;
          permitted = newPermit(decided);
          if (permitted === undefined) end({ kind: 'decided', decided });
          else early.forEach(join);
        },
        onReply: (reply) => {
          if (permitted !== undefined) join(reply);
          else if (early.length < MAX_EARLY_REPLIES) early.push(reply);
        },
      };
      this.open.add(request);
    });
    return { ended, close };
  }

  /** Row 3 of protocol.md §7.3: signed by the query's own department, for this very entry. */
  private belongs({ party, item }: SignedReply, permitted: CheckedEntry): boolean {
    const { entry, index, leafHash } = permitted;
    const isDepartments = entry.k === 'query-permitted' && party.use === 'connector' && party.dept === entry.prov;
    const belongs = isDepartments && item.index === index && item.lh === toBase64(leafHash);
    if (!belongs) this.alarm('REPLY_FOREIGN', 'A signed reply does not belong to the entry it names; it was dropped.');
    return belongs;
  }
}

/** A permit that was decided just now; only then a department's reply is on its way. */
function newPermit(decided: Decided): CheckedEntry | undefined {
  if (decided.kind !== 'entry' || decided.isOlder) return undefined;
  return decided.entry.entry.k === 'query-permitted' ? decided.entry : undefined;
}
