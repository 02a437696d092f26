import { type Bus, type LogSpan } from './bus.js';
import { BusFailure } from './bus-failure.js';
import { type Subscription } from './subscription.js';

export interface ReadingStart {
  /** `undefined`: the group's committed offset, which the broker tells at each join (without one: the log's start). */
  readonly next: bigint | undefined;
  readonly isExact: boolean;
  /** Offset of the first record that will be read, as far as it is known before joining. */
  readonly begin: bigint;
  /** End of the log when listening began. */
  readonly end: bigint;
  readonly clusterId: string;
}

/**
 * Compares the wanted offset with what the broker holds, before the consumer runs: kafkajs would reset an offset outside the log to its
 * start without a word (stack.md §6, protocol.md §6.13).
 */
export async function readingStart(bus: Bus, subscription: Subscription): Promise<ReadingStart> {
  const { topic, groupId, start } = subscription;
  const [clusterId, span] = await Promise.all([bus.clusterId(), bus.span(topic)]);
  const found = { isExact: start.kind === 'offset', end: span.end, clusterId };
  switch (start.kind) {
    case 'offset':
      requireInside(topic, start.next, span);
      return { ...found, next: start.next, begin: start.next };
    case 'end':
      return { ...found, next: span.end, begin: span.end };
    case 'earliest':
      return { ...found, next: span.start, begin: span.start };
    case 'group': {
      // A committed offset below the log's start is no fault: what expired while nobody read is past every deadline.
      const committed = (await bus.committed(groupId, topic)) ?? span.start;
      if (committed > span.end) throw endsBefore(topic, committed, span);
      return { ...found, next: undefined, begin: committed };
    }
  }
}

/** After a rejoin: is this still the log in which `next` is a place? */
export async function requireSameLog(bus: Bus, topic: string, start: ReadingStart, next: bigint | undefined): Promise<void> {
  const [clusterId, span] = await Promise.all([bus.clusterId(), bus.span(topic)]);
  if (clusterId !== start.clusterId) {
    throw new BusFailure('CLUSTER_REPLACED', `The broker now has cluster id ${clusterId}, it had ${start.clusterId}.`);
  }
  if (next === undefined) return;
  if (next > span.end) throw endsBefore(topic, next, span);
  if (start.isExact) requireInside(topic, next, span);
}

function requireInside(topic: string, next: bigint, span: LogSpan): void {
  if (next > span.end) throw endsBefore(topic, next, span);
  if (next < span.start) {
    throw new BusFailure(
      'LOG_STARTS_AFTER_NEXT',
      `Topic ${topic} begins at offset ${span.start}, but ${next} has still to be read: records were lost.`,
    );
  }
}

function endsBefore(topic: string, next: bigint, span: LogSpan): BusFailure {
  return new BusFailure(
    'LOG_ENDS_BEFORE_NEXT',
    `Topic ${topic} ends at offset ${span.end}, but ${next} was read before: the log was replaced or cut.`,
  );
}
