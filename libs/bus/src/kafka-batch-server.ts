import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { BatchConsumer } from './batch-consumer.js';
import { type Bus } from './bus.js';
import { BusFailure } from './bus-failure.js';
import { type RecordBatch } from './record-batch.js';
import { type Subscription, type Taken } from './subscription.js';

export interface KafkaBatchServerOptions {
  readonly bus: Bus;
  readonly subscriptions: readonly Subscription[];
  /** Called once at most per subscription, when its consumer cannot go on: the app must end. */
  readonly onCrash: (failure: BusFailure) => void;
}

/**
 * Nest transport whose `@EventPattern` handlers take whole fetches: `connectMicroservice({ strategy: new KafkaBatchServer(…) })`.
 *
 * Nest's own Kafka transport is not for us: replies go to whatever topic the request names, values are parsed by their first character,
 * and a throwing handler stalls the consumer (stack.md §5). Here nothing is parsed and a throwing handler ends the app.
 */
export class KafkaBatchServer extends Server implements CustomTransportStrategy {
  /** Nest then leaves a handler's failure to this transport, which reports it through `onCrash`. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly consumers = new Map<string, BatchConsumer>();

  constructor(private readonly options: KafkaBatchServerOptions) {
    super();
  }

  /** Ready, and the callback called, once every subscription's position is fixed and its group joined. */
  async listen(callback: (failure?: unknown) => void): Promise<void> {
    try {
      await this.start();
    } catch (failure) {
      // Nest turns it into the rejection of `startAllMicroservices`.
      callback(failure);
      return;
    }
    callback();
  }

  /** Resolves once everything that stood in `topic` when listening began has been handled. Rejects for a topic not subscribed. */
  async caughtUp(topic: string): Promise<void> {
    const consumer = this.consumers.get(topic);
    if (consumer === undefined) throw new BusFailure('TOPIC_UNDECLARED', `No subscription to ${topic} is listening.`);
    await consumer.caughtUp();
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumers.values()].map((consumer) => consumer.stop()));
    this.consumers.clear();
  }

  override on(): never {
    throw new Error('The Kafka batch transport has no events; watch `status`.');
  }

  override unwrap<T>(): T {
    throw new Error('The Kafka batch transport does not hand out its consumers.');
  }

  private async start(): Promise<void> {
    for (const subscription of this.options.subscriptions) {
      this.consumers.set(subscription.topic, this.consumerOf(subscription));
    }
    try {
      await Promise.all([...this.consumers.values()].map((consumer) => consumer.listen()));
    } catch (failure) {
      await this.close();
      throw failure;
    }
  }

  private consumerOf(subscription: Subscription): BatchConsumer {
    const handler = this.getHandlerByPattern(subscription.pattern);
    if (handler === null) {
      throw new BusFailure('HANDLER_MISSING', `No handler takes the pattern "${subscription.pattern}" of ${subscription.topic}.`);
    }
    const handle = async (batch: RecordBatch): Promise<Taken> => {
      const outcome: unknown = await handler(batch, new BaseRpcContext([batch.topic]));
      return (await (isObservable(outcome) ? lastValueFrom(outcome, { defaultValue: undefined }) : outcome)) as Taken;
    };
    return new BatchConsumer(this.options.bus, subscription, handle, {
      onCrash: this.options.onCrash,
      onConnected: (isConnected) => this._status$.next(isConnected ? 'connected' : 'disconnected'),
    });
  }
}
