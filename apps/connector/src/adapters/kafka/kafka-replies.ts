import { type BatchingProducer, MAX_RECORD_BYTES, NaturalBatch, repliesTopic } from '@shutong/bus';
import { encodeRecord, type ReplyItem } from '@shutong/contracts';
import { type Log, traitsOfError } from '@shutong/platform';
import { sealReply, type SigningKey } from '@shutong/trust';
import { Replies } from '../../application/replies.port.js';

/** Seal and JSON around the items of one reply tick. */
const FRAME_BYTES = 1000;
/** What an item adds to its sealed answer. */
const ITEM_BYTES = 250;
const MAX_ITEMS = 1024;

/** One signed reply tick per gateway and send, batching by itself (protocol.md §3.6, §8). */
export class KafkaReplies extends Replies {
  readonly #byGateway = new Map<string, NaturalBatch<ReplyItem>>();

  constructor(
    private readonly producer: BatchingProducer,
    private readonly key: SigningKey,
    private readonly log: Log,
  ) {
    super();
  }

  override async send(gateway: string, item: ReplyItem): Promise<void> {
    try {
      await this.#batchOf(gateway).add(item);
    } catch (error) {
      // The answer is journaled and its outcome goes on; the gateway says 504 at its deadline, and nothing is read twice.
      this.log.error({ gateway, ...traitsOfError(error) }, 'A reply could not be sent.');
    }
  }

  #batchOf(gateway: string): NaturalBatch<ReplyItem> {
    const known = this.#byGateway.get(gateway);
    if (known !== undefined) return known;
    const batch = new NaturalBatch<ReplyItem>({
      send: (items) => this.#produce(gateway, items),
      maxInFlight: 2,
      maxItems: MAX_ITEMS,
      maxBytes: MAX_RECORD_BYTES - FRAME_BYTES,
      bytesOf: (item) => ITEM_BYTES + (item.status === 'answered' ? item.sealed.length : item.why.join().length),
    });
    this.#byGateway.set(gateway, batch);
    return batch;
  }

  async #produce(gateway: string, items: readonly ReplyItem[]): Promise<void> {
    const value = encodeRecord({ t: sealReply(this.key, items), items });
    await this.producer.send([{ topic: repliesTopic(gateway), value, schema: 'reply' }]);
  }
}
