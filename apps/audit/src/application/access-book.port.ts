/** A search among openings, as it is stated in the log. */
export interface Access {
  /** Entries found. */
  readonly n: number;
  /** Size of the log that was searched. */
  readonly upto: number;
  /** What was asked, in a form that names nobody: its opening would outlive the erasure it prepares. */
  readonly query: unknown;
  /** Digest of what was found. */
  readonly result: string;
}

/** The log did not take an access, or did not say so in time. */
export class AccessNotRecorded extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'AccessNotRecorded';
  }
}

/** States accesses to openings in the log, where those who watch the audit find them. */
export abstract class AccessBook {
  /** Resolves with the index of the `audit.accessed`. Throws `AccessNotRecorded`: then nothing may be shown. */
  abstract record(access: Access): Promise<number>;
}
