import { type DispatchItem, parseHeader, type QueryHeader } from '@shutong/contracts';
import { fail, hashText, ok, type Result } from '@shutong/kernel';
import type { Hash } from '@shutong/tlog';
import type { TickItemVerifier } from '@shutong/trust';
import type { PermittedLeaf } from './proven-query.js';

/**
 * The entry answers this very submission, a gateway signed it, and the sealed question is the one it signed (row 2 of protocol.md
 * §7.2). Whoever writes the topic can alter all of these, so a failure proves nothing about the query.
 */
export function verifyHeader(
  item: DispatchItem,
  leaf: PermittedLeaf,
  hashes: readonly Hash[],
  ticks: TickItemVerifier,
): Result<QueryHeader, 'PROOF_INVALID'> {
  if (leaf.src.by !== item.tick.by || leaf.src.d !== hashText(item.h)) return fail('PROOF_INVALID');
  const signer = ticks.verify(item.tick, item.h, hashes);
  if (!signer.ok || signer.value.use !== 'gateway') return fail('PROOF_INVALID');
  const header = parseHeader(item.h);
  if (!header.ok || header.value.type !== 'query') return fail('PROOF_INVALID');
  if (header.value.replyTo !== item.tick.by || header.value.sd !== hashText(item.s)) return fail('PROOF_INVALID');
  return ok(header.value);
}
