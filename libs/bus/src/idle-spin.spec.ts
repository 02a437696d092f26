import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { patchIdleSpin, requestQueuePrototype } from './idle-spin.js';

interface Queue {
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
  maybeThrottle(ms: number): void;
  push(request: { entry: { correlationId: number }; expectResponse: boolean; sendRequest: () => void }): void;
  destroy(): void;
}

function newQueue(): Queue {
  const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (options: object) => Queue;
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: 'test',
    logger: { debug: () => undefined },
  });
}

/** Starts the check the way every answered request does, and counts how often it runs within the time. */
async function checksWithin(ms: number): Promise<number> {
  const queue = newQueue();
  const check = queue.checkPendingRequests.bind(queue);
  let checks = 0;
  queue.checkPendingRequests = () => {
    checks += 1;
    check();
  };
  queue.checkPendingRequests();
  await new Promise((resolve) => setTimeout(resolve, ms));
  queue.destroy();
  return checks;
}

describe('the idle-spin patch of kafkajs', () => {
  let before = 0;

  beforeAll(async () => {
    before = await checksWithin(150);
    patchIdleSpin();
  });

  it('is still needed: the unpatched queue re-arms itself for ever', () => {
    expect(before).toBeGreaterThan(10);
  });

  it('checks an idle queue once and then leaves the processor alone', async () => {
    expect(await checksWithin(150)).toBe(1);
  });

  it('still sends a request that was queued while the broker throttled', async () => {
    const queue = newQueue();
    queue.maybeThrottle(120);
    const begun = Date.now();
    await new Promise<void>((resolve) => {
      queue.push({ entry: { correlationId: 1 }, expectResponse: true, sendRequest: resolve });
    });
    expect(Date.now() - begun).toBeGreaterThanOrEqual(110);
    queue.destroy();
  });

  it('patches once, however often it is called', () => {
    const patched = Object.getOwnPropertyDescriptors(requestQueuePrototype()).scheduleCheckPendingRequests.value;
    patchIdleSpin();
    expect(Object.getOwnPropertyDescriptors(requestQueuePrototype()).scheduleCheckPendingRequests.value).toBe(patched);
  });
});
