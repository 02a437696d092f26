/** Exit codes of `shutong` (ledger.md §6). */
export const EXIT = {
  ok: 0,
  /** The log, receipt or answer is wrong: bytes, hash, signature, order, decision; or the query was refused. */
  wrong: 1,
  /** Usage, or something that cannot be read. */
  usage: 2,
  /** Cannot tell: quorum short, files missing. */
  cannotTell: 3,
  /** Unknown version, kind or rules: a newer program is needed. */
  unknown: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one sentence that says what to change. */
export class CommandFailure extends Error {
  constructor(
    readonly exitCode: ExitCode,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'CommandFailure';
  }
}
