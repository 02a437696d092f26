import type { Entry } from '@shutong/decision';
import { inCatalogueOrder, isProblemCode, PROBLEMS } from '@shutong/kernel';

/** Time, question, decision and reasons of an entry, a line each, for people (step 7 of protocol.md §5.4). */
export function describeEntry(entry: Entry): readonly string[] {
  return [`time      ${entry.at}`, `entry     ${entry.k}`, ...questionLines(entry), ...decisionLines(entry)];
}

function questionLines(entry: Entry): readonly string[] {
  if (entry.k !== 'query-permitted' && entry.k !== 'query-denied' && entry.k !== 'explained') return [];
  return [
    `asked     ${entry.sys} of ${entry.cons} asked ${entry.ds} of ${entry.prov}`,
    `for       ${entry.purpose}, basis ${entry.basis}, law ${entry.law}, role ${entry.role}, mode ${entry.mode}`,
    `fields    ${entry.fields.join(' ')}`,
    ...(entry.rows === undefined ? [] : [`rows      region ${entry.rows.region.join(' ')}`]),
  ];
}

function decisionLines(entry: Entry): readonly string[] {
  if (entry.k === 'query-permitted') {
    const masks = Object.entries(entry.mask ?? {}).map(([field, profile]) => `${field} ${profile}`);
    return [`decision  permit${masks.length === 0 ? '' : `, masked ${masks.join(', ')}`}`];
  }
  if (!('why' in entry) || entry.why === undefined) return [];
  const reasons = inCatalogueOrder(entry.why).map(
    (code) => `reason    ${code}${isProblemCode(code) ? `: ${PROBLEMS[code].title}` : ''}`,
  );
  return [...(entry.k === 'query-denied' ? ['decision  deny'] : []), ...reasons];
}
