import { fail, ok } from '@shutong/kernel';
import type { ParseIdentifier } from './identifier.js';
import { reasonOfRegion } from './region-reason.js';

const LENGTH = 6;

/** 行政区划代码 of a county or above, GB/T 2260. */
export const parseRegion6: ParseIdentifier = (text, context) => {
  if ([...text].length !== LENGTH) return fail(['LENGTH']);
  if (!/^[0-9]{6}$/.test(text)) return fail(['CHARSET']);
  const reason = reasonOfRegion(text, context);
  if (reason !== undefined) return fail([reason]);
  const successor = context.regions.find(text)?.successor;
  return ok({ canonical: text, parts: successor === undefined ? {} : { successor }, warnings: [] });
};
