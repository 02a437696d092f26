import { checkEntry, type ExplainHeader, type FactHeader, type QueryHeader, type RefusedHeader } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import type { UndecidedReason } from '@shutong/kernel';
import { dedupKey } from '../domain/dedup-key.js';
import type { Submission } from '../domain/submission.js';
import type { BatchDesk, RejectCode } from './batch-desk.js';
import type { KnownEntry } from './batch-sheet.js';
import { frameOf, present } from './leaf-frame.js';

/** Logs what a gateway refused; it gets no item, Kafka's acknowledgement was enough. */
export function recordRefusal(desk: BatchDesk, submission: Submission<RefusedHeader>): RejectCode | undefined {
  const { header, party } = submission;
  const dedup = dedupKey('refused', header.sys ?? party.code, header.id);
  if (desk.sheet.seen(dedup) !== undefined) return undefined;
  const { why, n, cons, sys, prov, ds, c } = header;
  const leaf = { ...frameOf(desk.at, submission), k: 'refused-at-edge', why, n, ...present({ cons, sys, prov, ds, c }) } as Entry;
  if (!checkEntry(leaf).ok) return 'HEADER_INVALID';
  desk.sheet.add(leaf, dedup, submission);
  return undefined;
}

/** Makes the entry for a submission that is not decided, or finds the one that stands, and tells the gateway. */
export function refuseUndecided(
  desk: BatchDesk,
  submission: Submission<QueryHeader | ExplainHeader | FactHeader>,
  why: UndecidedReason,
): void {
  const { header, tick, d } = submission;
  const about = aboutOf(header);
  const dedup = dedupKey('refused', about.sys ?? tick.by, header.id);
  const old = desk.sheet.seen(dedup);
  const { id, replyTo } = header;
  if (old !== undefined) {
    desk.outgoing.reply(replyTo, { kind: 'seen', id, d, entry: old, after: [] });
    return;
  }
  const entry = { ...frameOf(desk.at, submission), k: 'refused-at-edge', why: [why], n: 1, ...about } as Entry;
  const made: KnownEntry = desk.sheet.add(entry, dedup, submission);
  desk.outgoing.reply(replyTo, { kind: 'made', id, entry: made });
}

interface About {
  readonly cons?: string;
  readonly sys?: string;
  readonly prov?: string;
  readonly ds?: string;
  readonly c?: { readonly query: string };
}

/** What a refusal repeats of the submission: who, about which dataset, and the commitment to the question. */
function aboutOf(header: QueryHeader | ExplainHeader | FactHeader): About {
  if (header.type === 'fact') return present({ cons: text(header['cons']), prov: text(header['prov']), ds: text(header['ds']) });
  const { cons, sys, prov, ds, c } = header;
  return { cons, sys, prov, ds, c: { query: c.query } };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
