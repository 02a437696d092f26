import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { inReasonOrder, type Reason } from './reason.js';
import { reasonOfRegion } from './region-reason.js';

const FORM = /^(B?[JL])([0-9]{6})-([0-9]{4})-[0-9]{6}$/;

const KINDS: ReadonlyMap<string, string> = new Map([
  ['J', 'marriage'],
  ['L', 'divorce'],
  ['BJ', 'marriage-reissue'],
  ['BL', 'divorce-reissue'],
]);

/** 婚姻证字号: what was registered, region, year, sequence 6. */
export const parseMarriageCert: ParseIdentifier = (text, context) => {
  const [, letters = '', region, year] = FORM.exec(text) ?? [];
  const kind = KINDS.get(letters);
  if (kind === undefined || region === undefined || year === undefined) return fail(['STRUCTURE']);
  const reasons: Reason[] = [];
  const place = reasonOfRegion(region, context);
  if (place !== undefined) reasons.push(place);
  if (context.at !== undefined && year > context.at.slice(0, 4)) reasons.push('DATE_FUTURE');
  return reasons.length > 0 ? fail(inReasonOrder(reasons)) : ok({ canonical: text, parts: { kind }, warnings: [] });
};
