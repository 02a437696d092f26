/** The node cannot start; the sentence says what to do about it. */
export class StartFailure extends Error {
  constructor(
    /** 1, or 78 when starting again will not help until an operator acts. */
    readonly exitCode: number,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'StartFailure';
  }
}
