import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CommitWatermark } from './commit-watermark.js';

describe('the offset that may be committed', () => {
  it('never passes a batch that is not handled yet', () => {
    const watermark = new CommitWatermark();
    const first = watermark.handedOut(5n);
    const second = watermark.handedOut(9n);
    second();
    expect(watermark.take()).toBeUndefined();
    first();
    expect(watermark.take()).toBe(9n);
    expect(watermark.take()).toBeUndefined();
  });

  it('is the end of the longest handled prefix, in whatever order batches finish', () => {
    const order = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.shuffledSubarray(
        Array.from({ length: count }, (_, index) => index),
        { minLength: count },
      ),
    );
    fc.assert(
      fc.property(order, fc.nat(12), (finishing, howMany) => {
        const watermark = new CommitWatermark();
        const finish = finishing.map((_, index) => watermark.handedOut(BigInt(index + 1)));
        // `finish` has one function per batch; finish the first few of the shuffled order.
        const done = new Set(finishing.slice(0, howMany));
        for (const index of finishing.slice(0, howMany)) finish[index]?.();
        let prefix = 0;
        while (done.has(prefix)) prefix += 1;
        expect(watermark.take()).toBe(prefix === 0 ? undefined : BigInt(prefix));
      }),
    );
  });
});
