import { parseLeaf } from '@shutong/contracts';
import type { Entry } from '@shutong/decision';
import { fromBase64Url } from '@shutong/kernel';
import { parseTlogProof, type Policy, verifyTlogProof } from '@shutong/tlog';
import { commit } from '@shutong/trust';
import type { ReceiptFile } from './receipt-file.js';
import { unknownForm, wrong, wrongNote } from './wrong.js';

export interface VerifiedReceipt {
  readonly entry: Entry;
  readonly index: number;
  readonly size: number;
}

/** Steps 2 to 6 of protocol.md §5.4, offline: with nothing but the receipt and the key. Throws `Wrong`. */
export function verifyReceipt(receipt: ReceiptFile, policy: Policy): VerifiedReceipt {
  const leaf = Buffer.from(receipt.entry, 'utf8');
  const parsed = parseLeaf(leaf);
  if (!parsed.ok && parsed.failure === 'LEAF_UNKNOWN')
    throw unknownForm('entry', 'its version or kind is not known to this program');
  if (!parsed.ok) throw wrong('entry', 'it is not canonical, or not of the form of its kind');
  const size = verifyProof(receipt, leaf, policy);
  if (parsed.value.id !== receipt.id) throw wrong('entry', 'it is about another exchange than the receipt says');
  verifyOpenings(receipt, parsed.value);
  return { entry: parsed.value, index: receipt.index, size };
}

function verifyProof(receipt: ReceiptFile, leaf: Uint8Array, policy: Policy): number {
  const form = parseTlogProof(receipt.proof);
  if (!form.ok || form.value.extra !== undefined) throw wrong('proof', 'it is no tlog-proof without extra data');
  if (receipt.origin !== policy.origin) throw wrong('origin', 'the receipt is of another log than the key');
  const proven = verifyTlogProof(receipt.proof, leaf, policy);
  if (!proven.ok) {
    if (proven.failure === 'PROOF_WRONG') throw wrong('proof', 'the entry does not stand in the tree at that index');
    if (proven.failure === 'PROOF_MALFORMED') throw wrong('proof', 'it is no tlog-proof');
    throw wrongNote('checkpoint', proven.failure);
  }
  if (proven.value.index !== receipt.index) throw wrong('proof', 'it is about another index than the receipt says');
  return proven.value.checkpoint.size;
}

/** Each opening shows the value behind one commitment: H(salt ‖ JCS(value)) = `c[field]`. */
function verifyOpenings(receipt: ReceiptFile, entry: Entry): void {
  const commitments: Readonly<Record<string, string>> = 'c' in entry ? (entry.c ?? {}) : {};
  for (const [field, { salt, value }] of Object.entries(receipt.openings ?? {})) {
    const bytes = fromBase64Url(salt);
    const isOpened = bytes?.length === 32 && Object.hasOwn(commitments, field) && commit(bytes, value) === commitments[field];
    if (!isOpened) throw wrong(`opening ${field}`, 'it does not open the commitment in the entry');
  }
}
