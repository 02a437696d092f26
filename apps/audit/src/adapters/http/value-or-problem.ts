import type { Result } from '@shutong/kernel';
import { ProblemError } from '@shutong/platform';
import type { ProofFault } from '../../application/prove-in-log.js';

const FINDINGS: Readonly<Record<ProofFault, string>> = {
  NOT_IN_LOG: 'the log has nothing there: compare with the size in its checkpoint',
  HEAD_NOT_KEPT: 'no signed head of this size is kept: take the size of the newest checkpoint',
};

/** 404 for whatever the newest signed head does not cover. */
export function valueOrProblem<T>(result: Result<T, ProofFault>): T {
  if (result.ok) return result.value;
  throw notThere(FINDINGS[result.failure]);
}

export function notThere(finding: string): ProblemError {
  return new ProblemError('ROUTE_UNKNOWN', { findings: [finding] });
}
