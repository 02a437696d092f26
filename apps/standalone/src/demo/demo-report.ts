/** What `npm run demo -- --json FILE` writes. Members are read by other programs: additions only. */
export interface DemoReport {
  readonly scenarios: readonly { readonly id: string; readonly ok: boolean; readonly steps: readonly string[] }[];
  readonly refusals: readonly {
    readonly id: string;
    readonly codes: readonly string[];
    readonly ok: boolean;
    readonly steps: readonly string[];
  }[];
  readonly receipts: { readonly verified: number; readonly of: number };
  readonly log: {
    /** Entries under the verified checkpoint. */
    readonly size: number;
    readonly verified: boolean;
    /** Decisions recomputed from the log alone. */
    readonly decisions: number;
    /** Decisions that came out differently; `null` when the replay could not be run to its end. */
    readonly replayMismatches: number | null;
  };
  readonly ok: boolean;
}
