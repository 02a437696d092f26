import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NaturalBatch, type NaturalBatchRules } from './natural-batch.js';

interface Send {
  readonly items: readonly number[];
  readonly finish: () => void;
  readonly break: (reason: Error) => void;
}

/** A channel whose sends the test finishes by hand. */
function channel(rules: Partial<NaturalBatchRules<number, string>> = {}) {
  const sends: Send[] = [];
  const batch = new NaturalBatch<number, string>({
    send: (items) =>
      new Promise((resolve, reject) => {
        sends.push({ items, finish: () => resolve(items.join()), break: reject });
      }),
    maxInFlight: 2,
    maxItems: 1_000,
    maxBytes: 1_000_000,
    bytesOf: () => 1,
    ...rules,
  });
  return { batch, sends };
}

/** Past the end of the event loop's turn and what follows from it. */
async function turns(count = 3): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate);
}

describe('natural batching', () => {
  it('lets what arrives in one turn of the event loop travel together at once', async () => {
    const { batch, sends } = channel();
    const outcomes = [1, 2, 3].map((item) => batch.add(item));
    await turns();
    expect(sends.map((send) => send.items)).toEqual([[1, 2, 3]]);
    sends[0]?.finish();
    expect(await Promise.all(outcomes)).toEqual(['1,2,3', '1,2,3', '1,2,3']);
  });

  it('collects while two sends are under way and sends the rest with the next', async () => {
    const { batch, sends } = channel();
    void batch.add(1);
    await turns();
    void batch.add(2);
    await turns();
    void batch.add(3);
    void batch.add(4);
    await turns();
    expect(sends.map((send) => send.items)).toEqual([[1], [2]]);
    expect(batch.size).toBe(2);
    sends[1]?.finish();
    await turns();
    expect(sends.map((send) => send.items)).toEqual([[1], [2], [3, 4]]);
  });

  it('cuts by bytes, and lets an item over the budget travel alone', async () => {
    const { batch, sends } = channel({ maxBytes: 10, bytesOf: (item) => item, maxInFlight: 9 });
    for (const item of [4, 6, 1, 99, 3, 8]) void batch.add(item);
    await turns();
    expect(sends.map((send) => send.items)).toEqual([[4, 6], [1], [99], [3], [8]]);
  });

  it('rejects exactly the items of the send that failed', async () => {
    const { batch, sends } = channel({ maxItems: 2 });
    const outcomes = [1, 2, 3, 4].map((item) => batch.add(item));
    await turns();
    const lost = new Error('the broker is gone');
    sends[0]?.break(lost);
    sends[1]?.finish();
    expect(await Promise.allSettled(outcomes)).toEqual([
      { status: 'rejected', reason: lost },
      { status: 'rejected', reason: lost },
      { status: 'fulfilled', value: '3,4' },
      { status: 'fulfilled', value: '3,4' },
    ]);
  });

  it('goes on after a send that throws before it returns a promise', async () => {
    const { batch } = channel({
      send: (items) => {
        if (items.includes(1)) throw new Error('cannot even begin');
        return Promise.resolve('sent');
      },
      maxItems: 1,
    });
    const outcomes = await Promise.allSettled([batch.add(1), batch.add(2)]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'fulfilled']);
    await batch.idle();
  });

  it('is idle only when nothing waits and nothing is under way', async () => {
    const { batch, sends } = channel({ maxInFlight: 1, maxItems: 1 });
    await batch.idle();
    void batch.add(1);
    void batch.add(2);
    let isIdle = false;
    const idle = batch.idle().then(() => {
      isIdle = true;
    });
    await turns();
    sends[0]?.finish();
    await turns();
    expect(isIdle).toBe(false);
    sends[1]?.finish();
    await idle;
    expect(isIdle).toBe(true);
  });

  it('loses nothing, keeps the order, and never has more than k sends in flight or a batch over its caps', async () => {
    const plans = fc.record({
      items: fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 40 }), pause: fc.boolean() }), { maxLength: 60 }),
      maxInFlight: fc.integer({ min: 1, max: 4 }),
      maxItems: fc.integer({ min: 1, max: 9 }),
      maxBytes: fc.integer({ min: 20, max: 80 }),
      failEvery: fc.integer({ min: 2, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(plans, async ({ items, maxInFlight, maxItems, maxBytes, failEvery }) => {
        const sent: number[][] = [];
        let inFlight = 0;
        const bytesOf = (index: number) => items[index]?.bytes ?? 0;
        const batch = new NaturalBatch<number, number>({
          send: async (batchItems) => {
            sent.push([...batchItems]);
            const turn = sent.length;
            inFlight += 1;
            expect(inFlight).toBeLessThanOrEqual(maxInFlight);
            await turns(turn % 3);
            inFlight -= 1;
            if (turn % failEvery === 0) throw new Error(String(turn));
            return turn;
          },
          maxInFlight,
          maxItems,
          maxBytes,
          bytesOf,
        });
        const outcomes: Promise<number>[] = [];
        for (const [index, { pause }] of items.entries()) {
          outcomes.push(batch.add(index));
          if (pause) await turns(1);
        }
        const settled = await Promise.allSettled(outcomes);
        expect(sent.flat()).toEqual(items.map((_, index) => index));
        for (const [turn, batchItems] of sent.entries()) {
          const bytes = batchItems.reduce((sum, index) => sum + bytesOf(index), 0);
          expect(batchItems.length === 1 || (batchItems.length <= maxItems && bytes <= maxBytes)).toBe(true);
          const isFailed = (turn + 1) % failEvery === 0;
          for (const index of batchItems) expect(settled[index]?.status).toBe(isFailed ? 'rejected' : 'fulfilled');
        }
      }),
      { numRuns: 60 },
    );
  });
});
