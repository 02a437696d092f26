import { canonicalJson, hashText, PROBLEMS } from '@shutong/kernel';

/** The tables file of an epoch: what replay needs beside the log (ledger.md §3). */
export interface Tables {
  /** RFC 8785 text. */
  readonly text: string;
  /** H(text), as `epoch.opened` names it. */
  readonly hash: string;
}

/** Limits of protocol.md §9 that decide what the notary logs. */
const LIMITS = { deadlineAheadMs: 32_000, leafBytes: 16_384, documentBytes: 204_800, headerBytes: 12_288 } as const;

/** Reason codes in catalogue order, limits, and the map of departments to shards, which is fixed inside an epoch. */
export function tablesOf(shards: ReadonlyMap<string, readonly string[]>): Tables {
  const departments = Object.fromEntries([...shards].flatMap(([shard, codes]) => codes.map((code) => [code, shard])));
  const text = canonicalJson({ v: 1, codes: Object.keys(PROBLEMS), departments, limits: LIMITS });
  return { text, hash: hashText(text) };
}
