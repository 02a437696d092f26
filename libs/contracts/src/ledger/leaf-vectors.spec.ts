import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { LedgerRules } from './ledger-rules.js';
import { parseLeaf } from './parse-leaf.js';

const at = (path: string): URL => new URL(`../../../../test/vectors/tlog/${path}`, import.meta.url);

interface LeafCase {
  readonly name: string;
  readonly verdict: 'accept' | 'reject';
  readonly why: string;
  readonly index?: number;
  readonly leaf: string;
}

const { cases } = JSON.parse(readFileSync(at('leaf-cases.json'), 'utf8')) as { cases: readonly LeafCase[] };

/** Leaf bytes of the worked log, in order. */
function kinds(): Buffer[] {
  const bundle = readFileSync(at('kinds/tile/entries/000.p/34'));
  const leaves: Buffer[] = [];
  for (let place = 0; place < bundle.length;) {
    const end = place + 2 + bundle.readUInt16BE(place);
    leaves.push(bundle.subarray(place + 2, end));
    place = end;
  }
  return leaves;
}

/** Verdict on a leaf offered at `index` behind the entries of the worked log. */
function isAccepted(leaf: Buffer, index: number): boolean {
  const rules = new LedgerRules();
  for (const earlier of kinds().slice(0, index)) {
    const parsed = parseLeaf(earlier);
    if (!parsed.ok || !rules.check(parsed.value).ok) throw new Error('the worked log is valid');
  }
  const parsed = parseLeaf(leaf);
  return parsed.ok && rules.check(parsed.value).ok;
}

describe('leaves (leaf-cases.json)', () => {
  it.each(cases.map((one) => [`${one.verdict} ${one.name}: ${one.why}`, one] as const))('%s', (_title, one) => {
    expect(isAccepted(Buffer.from(one.leaf, 'base64'), one.index ?? 4)).toBe(one.verdict === 'accept');
  });

  describe('the worked log', () => {
    let faults: unknown[] = [];

    beforeAll(() => {
      const rules = new LedgerRules();
      faults = kinds().flatMap((leaf) => {
        const parsed = parseLeaf(leaf);
        const checked = parsed.ok ? rules.check(parsed.value) : parsed;
        return checked.ok ? [] : [checked.failure];
      });
    });

    it('is accepted whole', () => {
      expect(faults).toEqual([]);
    });
  });

  it('tells a later version or kind from a broken leaf', () => {
    const [opened] = kinds();
    const text = opened?.toString('utf8') ?? '';
    expect(parseLeaf(text.replace('"k":"epoch.opened"', '"k":"epoch.paused"'))).toEqual({ ok: false, failure: 'LEAF_UNKNOWN' });
    expect(parseLeaf(text.replace('"v":1}', '"v":2}'))).toEqual({ ok: false, failure: 'LEAF_UNKNOWN' });
  });
});
