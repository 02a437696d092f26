import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { parseResidentId } from './resident-id.js';

const PERSON = 18;
/** Without re-issues, and with a count of them of one or two digits. */
const LENGTHS: ReadonlySet<number> = new Set([20, 22, 23]);

/** 残疾人证: the holder's 公民身份号码, kind 1–7, grade 1–4, after a re-issue B and how many there were. */
export const parseDisabilityCert: ParseIdentifier = (text, context) => {
  if (!LENGTHS.has([...text].length)) return fail(['LENGTH']);
  if (!/^[0-9]{17}[0-9X][0-9]{2}(?:B[0-9]{1,2})?$/.test(text)) return fail(['CHARSET']);
  const [kind = '', grade = '', ...reissue] = text.slice(PERSON);

  const reasons: Reason[] = [];
  // The first re-issue is B1: a count has no leading zero.
  if (reissue[1] === '0') reasons.push('STRUCTURE');
  if (!/[1-7]/.test(kind) || !/[1-4]/.test(grade)) reasons.push('CODE_UNKNOWN');
  const person = parseResidentId(text.slice(0, PERSON), context);
  if (!person.ok) reasons.push(...person.failure);
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: { kind, grade }, warnings: [] });
};
