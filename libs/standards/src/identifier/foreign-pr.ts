import { fail, ok, type Result } from '@shutong/kernel';
import type { IdentifierContext, ParsedIdentifier, ParseIdentifier } from './identifier.js';
import { readPersonNumber } from './person-number.js';
import type { Reason } from './reason.js';

const LENGTH_2017 = 15;

/** 外国人永久居留身份证, by its two editions, both of which are in use. */
export const parseForeignPr: ParseIdentifier = (text, context) =>
  [...text].length === LENGTH_2017 ? parseEdition2017(text) : parseEdition2023(text, context);

/** Three letters and twelve digits, without a check character. */
function parseEdition2017(text: string): Result<ParsedIdentifier, readonly Reason[]> {
  if (!/^[A-Z]{3}[0-9]{12}$/.test(text)) return fail(['CHARSET']);
  return ok({ canonical: text, parts: { edition: '2017' }, warnings: [] });
}

/** 9, province 2, country 3 (numeric), then as a resident's number. */
function parseEdition2023(text: string, { at, regions }: IdentifierContext): Result<ParsedIdentifier, readonly Reason[]> {
  // Without the 9 it is a citizen's number, of which nothing more is said here.
  if (/^[0-8][0-9]{16}[0-9X]$/.test(text)) return fail(['STRUCTURE']);
  const number = readPersonNumber(text, at, (prefix) => (regions.hasPrefix(prefix.slice(1, 3)) ? undefined : 'REGION_UNKNOWN'));
  if (!number.ok) return number;
  const { prefix, birthDate } = number.value;
  const parts = { edition: '2023', acceptedIn: prefix.slice(1, 3), nationality: prefix.slice(3), birthDate };
  return ok({ canonical: text, parts, warnings: [] });
}
