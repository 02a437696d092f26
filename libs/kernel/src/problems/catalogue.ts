import { DECISION_REASONS } from './decision-reasons.js';
import { RECORD_FAULTS } from './record-faults.js';
import { REQUEST_PROBLEMS } from './request-problems.js';
import { SOURCE_REASONS } from './source-reasons.js';
import type { Problem } from './problem.js';

/** Every code, never renamed and never reused. docs/problems.md is generated from it. */
export const PROBLEMS = {
  ...REQUEST_PROBLEMS,
  ...DECISION_REASONS,
  ...SOURCE_REASONS,
  ...RECORD_FAULTS,
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof PROBLEMS;
export type DecisionReason = keyof typeof DECISION_REASONS;
/** What the gateway answers (protocol.md §5.2), and the notary's own reasons. */
export type RequestProblem = keyof typeof REQUEST_PROBLEMS;

const POSITION = new Map<string, number>(Object.keys(PROBLEMS).map((code, position) => [code, position]));

export function isProblemCode(code: string): code is ProblemCode {
  return POSITION.has(code);
}

/** The order in which answers list reasons (protocol.md §5.2); the log has them as a sorted set. Unknown codes come last. */
export function inCatalogueOrder<T extends string>(codes: readonly T[]): T[] {
  const place = (code: string): number => POSITION.get(code) ?? POSITION.size;
  return [...codes].sort((a, b) => place(a) - place(b));
}
