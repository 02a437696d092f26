import type { Subject } from '@shutong/trust';

/**
 * The fields whose value names this person or body, wherever it stands: as subject or guardian `{t, v}`, as a key of a question, or as
 * a second person in a predicate's argument. An erasure of `subject` alone would leave the number in `query`.
 */
export function fieldsNaming(values: Readonly<Record<string, unknown>>, subject: Subject): readonly string[] {
  return Object.keys(values)
    .filter((field) => isNamed(values[field], subject))
    .toSorted();
}

function isNamed(value: unknown, subject: Subject): boolean {
  if (value === subject.v) return true;
  if (typeof value !== 'object' || value === null) return false;
  // The same text under another type is another's.
  if ('t' in value && 'v' in value && typeof value.t === 'string') return value.t === subject.t && value.v === subject.v;
  return Object.values(value).some((member) => isNamed(member, subject));
}
