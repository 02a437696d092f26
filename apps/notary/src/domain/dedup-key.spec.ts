import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type DedupClass, dedupKey } from './dedup-key.js';

interface Vector {
  readonly class: DedupClass;
  readonly owner: string;
  readonly id: string;
  readonly key: string;
}

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/tlog/example.json', import.meta.url), 'utf8')) as {
  dedup: Vector[];
};

describe('a dedup key', () => {
  it.each(vectors.dedup)('of class $class is the one of the vectors', (vector) => {
    expect(Buffer.from(dedupKey(vector.class, vector.owner, vector.id)).toString('hex')).toBe(vector.key);
  });
});
