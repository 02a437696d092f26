/**
 * Why the bus gave up. The first group means that the log on the broker is not the log the reader knew (protocol.md §6.13: exit 78);
 * the second that a consumer cannot go on (the process ends and its supervisor starts it again); the third concerns one send.
 */
export type BusFailureCode =
  | 'LOG_ENDS_BEFORE_NEXT'
  | 'LOG_STARTS_AFTER_NEXT'
  | 'LOG_GAP'
  | 'LOG_REPLACED'
  | 'CLUSTER_REPLACED'
  | 'CONSUMER_LOST'
  | 'HANDLER_FAILED'
  | 'HANDLER_MISSING'
  | 'TOPIC_UNDECLARED'
  | 'TOPIC_SHAPE'
  | 'RECORD_TOO_LARGE'
  | 'KEY_MISSING'
  | 'BUS_UNAVAILABLE';

const LOG_CHANGED: ReadonlySet<BusFailureCode> = new Set<BusFailureCode>([
  'LOG_ENDS_BEFORE_NEXT',
  'LOG_STARTS_AFTER_NEXT',
  'LOG_GAP',
  'LOG_REPLACED',
  'CLUSTER_REPLACED',
]);

/** Codes with which `BatchingProducer.send` promises that nothing reached the broker, so the caller may say 503 instead of 504. */
const NOTHING_SENT: ReadonlySet<BusFailureCode> = new Set<BusFailureCode>(['RECORD_TOO_LARGE', 'KEY_MISSING', 'BUS_UNAVAILABLE']);

export class BusFailure extends Error {
  constructor(
    readonly code: BusFailureCode,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(sentence, options);
    this.name = 'BusFailure';
  }

  /** The broker's log is another one, or lost a part: only an operator may decide to go on (protocol.md §6.13). */
  get isLogChanged(): boolean {
    return LOG_CHANGED.has(this.code);
  }

  get isNothingSent(): boolean {
    return NOTHING_SENT.has(this.code);
  }
}
