import { fail, ok, type Result } from '@shutong/kernel';
import { parseDisabilityCert } from './disability-cert.js';
import { parseForeignPr } from './foreign-pr.js';
import { parseHmtResidence } from './hmt-residence.js';
import type { IdentifierContext, ParsedIdentifier, ParseIdentifier } from './identifier.js';
import { parseMarriageCert } from './marriage-cert.js';
import { normalise } from './normalise.js';
import { parsePlate } from './plate.js';
import { parseRealEstateCert } from './real-estate-cert.js';
import { parseRealEstateUnit } from './real-estate-unit.js';
import type { Reason } from './reason.js';
import { parseRegion12 } from './region12.js';
import { parseRegion6 } from './region6.js';
import { parseResidentId } from './resident-id.js';
import { parseStudentNo } from './student-no.js';
import { parseUscc } from './uscc.js';
import { parseVin } from './vin.js';

const TYPES = {
  'resident-id': parseResidentId,
  'hmt-residence': parseHmtResidence,
  'foreign-pr': parseForeignPr,
  uscc: parseUscc,
  region6: parseRegion6,
  region12: parseRegion12,
  'real-estate-unit': parseRealEstateUnit,
  'real-estate-cert': parseRealEstateCert,
  plate: parsePlate,
  vin: parseVin,
  'marriage-cert': parseMarriageCert,
  'disability-cert': parseDisabilityCert,
  'student-no': parseStudentNo,
} as const satisfies Record<string, ParseIdentifier>;

/** The `<type>` of `id:<type>` and of `x-identifier`. */
export type IdentifierType = keyof typeof TYPES;

/** What a type is printed with and kept without (domain.md §6); the others keep every character. */
const SEPARATORS: Readonly<Partial<Record<IdentifierType, RegExp>>> = {
  'real-estate-unit': / /gu,
  plate: /[·. -]/gu,
};

export function isIdentifierType(text: string): text is IdentifierType {
  return Object.hasOwn(TYPES, text);
}

/** Parses an identifier of a stated type; the type is never guessed from the value. Reasons never hold the value. */
export function parseIdentifier(
  type: IdentifierType,
  value: string,
  context: IdentifierContext,
): Result<ParsedIdentifier, readonly Reason[]> {
  const text = normalise(value, SEPARATORS[type]);
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
