/** Why a value is not a valid identifier, in the order in which reasons are named (domain.md §6). */
export const REASONS = [
  'EMPTY',
  'LENGTH',
  'CHARSET',
  'STRUCTURE',
  'CODE_UNKNOWN',
  'REGION_UNKNOWN',
  'REGION_NOT_IN_FORCE',
  'DATE_INVALID',
  'DATE_FUTURE',
  'SEQUENCE',
  'INNER_CHECK_DIGIT',
  'CHECK_DIGIT',
] as const;

export type Reason = (typeof REASONS)[number];

/** The distinct reasons found, in the order of `REASONS`. */
export function inReasonOrder(found: Iterable<Reason>): readonly Reason[] {
  const distinct = new Set(found);
  return REASONS.filter((reason) => distinct.has(reason));
}
