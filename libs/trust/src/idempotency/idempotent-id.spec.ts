import { describe, expect, it } from '@jest/globals';
import { isId } from '@shutong/kernel';
import { bodyFingerprint, idempotentId } from './idempotent-id.js';

const key = new Uint8Array(32).fill(7);

describe('a repeatable request', () => {
  it('has the same id at every gateway of the node', () => {
    const id = idempotentId(key, 'query', 'mz-dibao', 'k-1');
    expect(isId(id)).toBe(true);
    expect(idempotentId(new Uint8Array(key), 'query', 'mz-dibao', 'k-1')).toBe(id);
  });

  it('has another id for another system, key, kind or node', () => {
    const ids = [
      idempotentId(key, 'query', 'mz-dibao', 'k-1'),
      idempotentId(key, 'explain', 'mz-dibao', 'k-1'),
      idempotentId(key, 'query', 'sw-deduct', 'k-1'),
      idempotentId(key, 'query', 'mz-dibao', 'k-2'),
      idempotentId(new Uint8Array(32), 'query', 'mz-dibao', 'k-1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is recognised by its body, whatever the order of the members', () => {
    const body = { mode: 'records', keys: { idNo: '990104190001010017' } };
    const turned = { keys: { idNo: '990104190001010017' }, mode: 'records' };
    expect(bodyFingerprint(key, '/v1/datasets/D01/query', turned)).toBe(bodyFingerprint(key, '/v1/datasets/D01/query', body));
    expect(bodyFingerprint(key, '/v1/explain', body)).not.toBe(bodyFingerprint(key, '/v1/datasets/D01/query', body));
    expect(bodyFingerprint(key, '/v1/datasets/D01/query', { ...body, mode: 'predicate' })).not.toBe(
      bodyFingerprint(key, '/v1/datasets/D01/query', body),
    );
  });
});
