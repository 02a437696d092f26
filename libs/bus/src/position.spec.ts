import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Position } from './position.js';

describe('the position of a reader that keeps its own offset', () => {
  it('hands out from the wanted offset and drops what lies before it', () => {
    const position = new Position(10n, true);
    expect(position.take({ first: 7n, last: 12n, end: 13n })).toEqual({ ok: true, value: 10n });
    expect(position.next).toBe(13n);
  });

  it('stays where it is when a whole fetch lies before the wanted offset', () => {
    const position = new Position(10n, true);
    expect(position.take({ first: 3n, last: 9n, end: 20n })).toEqual({ ok: true, value: 10n });
    expect(position.next).toBe(10n);
  });

  it('stops on a gap above the wanted offset', () => {
    expect(new Position(10n, true).take({ first: 11n, last: 12n, end: 13n })).toEqual({ ok: false, failure: 'LOG_GAP' });
  });

  it('accepts gaps in a compacted topic', () => {
    const position = new Position(10n, false);
    expect(position.take({ first: 15n, last: 16n, end: 17n })).toEqual({ ok: true, value: 15n });
    expect(position.next).toBe(17n);
  });

  it('sees that a log which ends before the wanted offset was replaced', () => {
    expect(new Position(10n, true).take({ first: 0n, last: 4n, end: 5n })).toEqual({ ok: false, failure: 'LOG_REPLACED' });
  });

  it('sees a silent reset to the start in the middle of reading, even if the new log is longer', () => {
    const position = new Position(10n, true);
    position.take({ first: 10n, last: 19n, end: 20n });
    expect(position.take({ first: 0n, last: 49n, end: 50n })).toEqual({ ok: false, failure: 'LOG_REPLACED' });
  });

  it('tolerates one fetch from before the rejoin', () => {
    const position = new Position(10n, true);
    position.take({ first: 10n, last: 19n, end: 20n });
    position.rejoined();
    expect(position.take({ first: 15n, last: 21n, end: 22n })).toEqual({ ok: true, value: 20n });
  });

  it('takes the first offset it is offered when the broker knows the place', () => {
    const position = new Position(undefined, false);
    expect(position.take({ first: 42n, last: 42n, end: 50n })).toEqual({ ok: true, value: 42n });
    expect(position.next).toBe(43n);
  });

  it('hands out every offset exactly once, however the log is cut and repeated across rejoins', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ length: fc.integer({ min: 1, max: 9 }), back: fc.nat(5) })), (cuts) => {
        const position = new Position(0n, true);
        const seen: bigint[] = [];
        let written = 0n;
        for (const { length, back } of cuts) {
          position.rejoined();
          const first = written > BigInt(back) ? written - BigInt(back) : 0n;
          const last = written + BigInt(length) - 1n;
          written = last + 1n;
          const taken = position.take({ first, last, end: written });
          if (!taken.ok) throw new Error(taken.failure);
          for (let offset = taken.value; offset <= last; offset += 1n) seen.push(offset);
        }
        expect(seen).toEqual(Array.from({ length: Number(written) }, (_, index) => BigInt(index)));
      }),
    );
  });
});
