import { type DeadLetter, type DeadLetterCode } from '@shutong/contracts';
import { type Clock, toBase64Url, toInstant } from '@shutong/kernel';
import { type BatchingProducer } from './batching-producer.js';
import { deadTopic } from './topics.js';

export interface DeadLetterInput {
  readonly topic: string;
  readonly offset: bigint;
  /** Position in the record's `items`; absent if the whole record is refused. */
  readonly item?: number;
  /** The app alarms on all but `RECORD_INVALID`. */
  readonly code: DeadLetterCode;
  /** Code of the party that signed it, where known. */
  readonly by?: string;
  readonly id?: string;
  /** The refused bytes; `null` for a tombstone. */
  readonly value: Uint8Array | null;
}

/** Puts what a reader refuses on `<topic>.dead`, so that traffic goes on and an operator can see why. */
export class DeadLetters {
  constructor(
    private readonly producer: Pick<BatchingProducer, 'send'>,
    private readonly clock: Clock,
  ) {}

  /** Resolves when Kafka has acknowledged the letters; only then may the offset be passed (protocol.md §6.12). */
  async put(letters: readonly DeadLetterInput[]): Promise<void> {
    if (letters.length === 0) return;
    const at = toInstant(this.clock.now());
    await this.producer.send(
      letters.map((letter) => ({
        topic: deadTopic(letter.topic),
        schema: 'dead' as const,
        value: Buffer.from(JSON.stringify(recordOf(letter, at))),
      })),
    );
  }
}

function recordOf({ topic, offset, item, code, by, id, value }: DeadLetterInput, at: string): DeadLetter {
  return {
    from: { topic, offset: Number(offset), ...(item === undefined ? {} : { item }) },
    at,
    code,
    ...(by === undefined ? {} : { by }),
    ...(id === undefined ? {} : { id }),
    value: toBase64Url(value ?? new Uint8Array()),
  };
}
