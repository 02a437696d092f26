import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
}

interface RequestQueuePrototype {
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const PATCHED = Symbol.for('shutong.kafkajs.idle-spin');

/** The private class of kafkajs 2.2.4 whose check re-arms itself. */
export function requestQueuePrototype(): RequestQueuePrototype & { [PATCHED]?: true } {
  const load = createRequire(import.meta.url);
  return (load('kafkajs/src/network/requestQueue') as { prototype: RequestQueuePrototype }).prototype;
}

/**
 * kafkajs re-arms its check of pending requests every millisecond per connection, for ever (upstream issues 1704, 1751): an idle producer
 * takes 4.9 % of a core. A check is only needed while something waits or the broker throttles; a request that comes later arms it anew.
 * Call it before the first `new Kafka`; repeated calls change nothing.
 */
export function patchIdleSpin(): void {
  const prototype = requestQueuePrototype();
  if (prototype[PATCHED]) return;
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleOnlyIfNeeded(this: RequestQueue): void {
    if (this.pending.length === 0 && this.throttledUntil <= Date.now()) return;
    schedule.call(this);
  };
  prototype[PATCHED] = true;
}
