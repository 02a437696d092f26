import type { ReplyItem, ReplyTick } from '@shutong/contracts';
import { fail, hashText, type Result } from '@shutong/kernel';
import { BatchTree, hashLeaf } from '@shutong/tlog';
import type { Party, SignKeys } from '../directory/party.js';
import type { SigningKey } from '../keys/signing-key.js';
import { type RootSeal, sealRoot, verifyRoot } from '../tick/seal-root.js';

/** One signature for all answers of a reply tick (protocol.md §3.6). */
export function sealReply(key: SigningKey, items: readonly ReplyItem[]): RootSeal {
  return sealRoot(key, 'shutong/reply/v1', items.length, rootOfItems(items));
}

/** Who answered. That it is the connector of the query's provider, and that `index` and `lh` are the log's, is the caller's check. */
export function verifyReply(keys: SignKeys, tick: ReplyTick): Result<Party, 'SIGNATURE_INVALID'> {
  if (tick.t.n !== tick.items.length || tick.items.length === 0) return fail('SIGNATURE_INVALID');
  return verifyRoot(keys, 'shutong/reply/v1', tick.t, rootOfItems(tick.items));
}

function rootOfItems(items: readonly ReplyItem[]): Uint8Array {
  return new BatchTree(items.map((item) => hashLeaf(Buffer.from(signedLine(item))))).root;
}

function signedLine(item: ReplyItem): string {
  const digest = hashText(item.status === 'answered' ? item.sealed : item.why.join(','));
  return `${item.id}\n${String(item.index)}\n${item.lh}\n${item.status}\n${digest}\n`;
}
