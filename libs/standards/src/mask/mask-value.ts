import type { IdentifierContext } from '../identifier/identifier.js';
import { isIdentifierType, type IdentifierType, validateIdentifier } from '../identifier/validate-identifier.js';
import { maskAddress } from './address-mask.js';
import { maskDate } from './date-mask.js';
import { maskDisabilityCert } from './disability-cert-mask.js';
import { maskMarriageCert } from './marriage-cert-mask.js';
import { maskName } from './name-mask.js';
import { maskPersonNumber } from './person-number-mask.js';
import { maskPlate } from './plate-mask.js';
import { FULL, type Mask, maskProfileOf } from './profile.js';
import { maskPublic } from './public-mask.js';
import { maskRealEstateCert } from './real-estate-cert-mask.js';
import { maskRealEstateUnit } from './real-estate-unit-mask.js';
import { maskSerial } from './serial-mask.js';
import { maskStudentNo } from './student-no-mask.js';
import { isIndividualBusiness, maskUscc } from './uscc-mask.js';
import { maskVin } from './vin-mask.js';

const IDENTIFIER_MASKS: Readonly<Record<IdentifierType, Mask>> = {
  'resident-id': maskPersonNumber,
  'hmt-residence': maskPersonNumber,
  'foreign-pr': maskPersonNumber,
  uscc: maskUscc,
  region6: maskPublic,
  region12: maskPublic,
  'real-estate-unit': maskRealEstateUnit,
  'real-estate-cert': maskRealEstateCert,
  plate: maskPlate,
  vin: maskVin,
  'marriage-cert': maskMarriageCert,
  'disability-cert': maskDisabilityCert,
  'student-no': maskStudentNo,
};

const TEXT_MASKS = {
  name: maskName,
  address: maskAddress,
  date: maskDate,
  serial: maskSerial,
} as const satisfies Record<string, Mask>;

export type MaskType = IdentifierType | keyof typeof TEXT_MASKS;

/**
 * The value under a profile (`m0`–`m3` or its word). Identifiers are normalised and validated first, so that a malformed
 * number is never shown in part. What is invalid, and any unknown type or profile, is hidden in full; absent and empty stay.
 */
export function maskValue(type: string, profile: string, value: string, context: IdentifierContext): string;
export function maskValue(type: string, profile: string, value: string | null, context: IdentifierContext): string | null;
export function maskValue(type: string, profile: string, value: string | null, context: IdentifierContext): string | null {
  if (value === null || value === '') return value;
  const mask = maskOf(type, context);
  const chosen = maskProfileOf(profile);
  if (mask === undefined || chosen === 'full') return FULL;
  return chosen === 'none' ? value : (mask(value, chosen) ?? FULL);
}

/**
 * Whether partial and strict leave a value of this type as it is: region codes and codes of legal persons. Every other mask shows
 * an asterisk. The value itself is not validated here.
 */
export function isPublicMask(type: MaskType, value: string): boolean {
  if (type === 'uscc') return !isIndividualBusiness(value);
  return isIdentifierType(type) && IDENTIFIER_MASKS[type] === maskPublic;
}

function maskOf(type: string, context: IdentifierContext): Mask | undefined {
  if (isTextType(type)) return TEXT_MASKS[type];
  if (!isIdentifierType(type)) return undefined;
  return (value, profile) => {
    const valid = validateIdentifier(type, value, context);
    return valid.ok ? IDENTIFIER_MASKS[type](valid.value, profile) : undefined;
  };
}

function isTextType(type: string): type is keyof typeof TEXT_MASKS {
  return Object.hasOwn(TEXT_MASKS, type);
}
