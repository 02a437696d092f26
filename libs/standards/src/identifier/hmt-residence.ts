import { ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { readPersonNumber } from './person-number.js';

/** Hong Kong, Macao, Taiwan: prefixes of this card, whatever the region table holds. */
const PREFIXES: ReadonlySet<string> = new Set(['810000', '820000', '830000']);

/** 港澳台居民居住证: laid out as a resident's number. */
export const parseHmtResidence: ParseIdentifier = (text, context) => {
  const number = readPersonNumber(text, context.at, (prefix) => (PREFIXES.has(prefix) ? undefined : 'CODE_UNKNOWN'));
  if (!number.ok) return number;
  const { prefix: region, birthDate, sex } = number.value;
  return ok({ canonical: text, parts: { region, birthDate, sex }, warnings: [] });
};
