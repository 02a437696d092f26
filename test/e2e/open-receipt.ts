import { expect } from '@jest/globals';
import { parsePolicy, parseVkey, policyOfLog, verifyTlogProof } from '@shutong/tlog';
import type { Receipt } from './ask.js';

/** The entry of a receipt whose proof holds under the log's key, by the steps of protocol.md §5.4. */
export function openReceipt(receipt: Receipt | undefined, vkey: string): Record<string, unknown> {
  const key = parseVkey(vkey);
  const policy = parsePolicy(key.ok ? policyOfLog(key.value) : '');
  if (!policy.ok || receipt === undefined) throw new Error('no receipt');
  const proven = verifyTlogProof(receipt.proof, Buffer.from(receipt.entry), policy.value);
  if (!proven.ok) throw new Error(proven.failure);
  expect([proven.value.index, proven.value.checkpoint.origin]).toEqual([receipt.index, receipt.origin]);
  return JSON.parse(receipt.entry) as Record<string, unknown>;
}
