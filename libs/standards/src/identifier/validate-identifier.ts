import { fail, ok, type Result } from '@shutong/kernel';
import type { IdentifierContext, ParsedIdentifier, ParseIdentifier } from './identifier.js';
import { normalise } from './normalise.js';
import type { Reason } from './reason.js';
import { parseRegion6 } from './region6.js';
import { parseResidentId } from './resident-id.js';
import { parseUscc } from './uscc.js';

const TYPES = {
  'resident-id': parseResidentId,
  uscc: parseUscc,
  region6: parseRegion6,
} as const satisfies Record<string, ParseIdentifier>;

/** The `<type>` of `id:<type>` and of `x-identifier`. */
export type IdentifierType = keyof typeof TYPES;

export function isIdentifierType(text: string): text is IdentifierType {
  return Object.hasOwn(TYPES, text);
}

/** Parses an identifier of a stated type; the type is never guessed from the value. Reasons never hold the value. */
export function parseIdentifier(
  type: IdentifierType,
  value: string,
  context: IdentifierContext,
): Result<ParsedIdentifier, readonly Reason[]> {
  const text = normalise(value);
  return text === '' ? fail(['EMPTY']) : TYPES[type](text, context);
}

/** The canonical form of the value, or every reason against it in the order of `REASONS`. */
export function validateIdentifier(
  type: IdentifierType,
  value: string,
  context: IdentifierContext,
): Result<string, readonly Reason[]> {
  const parsed = parseIdentifier(type, value, context);
  return parsed.ok ? ok(parsed.value.canonical) : parsed;
}
