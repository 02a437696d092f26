import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { parseResidentId } from './resident-id.js';

const LENGTH = 19;

/** 学籍号: G, J or L (provisional) before the pupil's 公民身份号码. */
export const parseStudentNo: ParseIdentifier = (text, context) => {
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[A-Z][0-9]{17}[0-9X]$/.test(text)) return fail(['CHARSET']);
  const reasons: Reason[] = /^[GJL]/.test(text) ? [] : ['CODE_UNKNOWN'];
  const person = parseResidentId(text.slice(1), context);
  if (!person.ok) reasons.push(...person.failure);
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: {}, warnings: [] });
};
