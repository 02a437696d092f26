import { type BatchingProducer, BusFailure, NaturalBatch, submissionsTopic } from '@shutong/bus';
import { encodeRecord, MAX_RECORD_BYTES, type Tick, type TickItem } from '@shutong/contracts';
import { type OpeningSealer, sealTick, type SigningKey } from '@shutong/trust';
import { SubmissionFailure, Submissions } from '../../application/submissions.port.js';

const MAX_ITEMS = 1_024;
const SENDS_IN_FLIGHT = 2;
/** Seal, opening keys and JSON around the items. */
const FRAME_BYTES = 8_000;

/** One tick per send: one record, one signature over all items, batching by itself (protocol.md §3.1, §8). */
export class KafkaSubmissions extends Submissions {
  private readonly byShard = new Map<string, NaturalBatch<TickItem>>();

  constructor(
    private readonly producer: BatchingProducer,
    private readonly key: SigningKey,
    private readonly openings: OpeningSealer,
  ) {
    super();
  }

  override get isUp(): boolean {
    return this.producer.isUp;
  }

  override async submit(shard: string, item: TickItem): Promise<void> {
    await failing(this.batchOf(shard).add(item));
  }

  override async relay(shard: string, tick: Tick): Promise<void> {
    await failing(this.produce(shard, tick));
  }

  private batchOf(shard: string): NaturalBatch<TickItem> {
    const known = this.byShard.get(shard);
    if (known !== undefined) return known;
    const batch = new NaturalBatch<TickItem>({
      send: (items) => this.sendTick(shard, items),
      maxInFlight: SENDS_IN_FLIGHT,
      maxItems: MAX_ITEMS,
      maxBytes: MAX_RECORD_BYTES - FRAME_BYTES,
      bytesOf: sizeOf,
    });
    this.byShard.set(shard, batch);
    return batch;
  }

  private async sendTick(shard: string, items: readonly TickItem[]): Promise<void> {
    const okeys = this.openings.okeysDue(items.flatMap(({ o }) => o ?? []));
    const tick = { t: sealTick(this.key, items), items, ...(okeys.length > 0 && { okeys }) };
    await this.produce(shard, tick);
  }

  private async produce(shard: string, tick: Tick): Promise<void> {
    await this.producer.send([{ topic: submissionsTopic(shard), value: encodeRecord(tick), schema: 'tick' }]);
  }
}

/** The header's quotes are escaped inside the record. */
function sizeOf({ h, s, o, doc }: TickItem): number {
  return Math.ceil(h.length * 1.25) + (s?.length ?? 0) + (o?.length ?? 0) + Math.ceil((doc?.length ?? 0) * 3) + 40;
}

async function failing(sending: Promise<void>): Promise<void> {
  try {
    await sending;
  } catch (error) {
    throw new SubmissionFailure(error instanceof BusFailure && error.isNothingSent ? 'NOTHING_SENT' : 'MAYBE_SENT');
  }
}
