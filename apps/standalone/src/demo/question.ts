import { GRANT_PACKS, type GrantPack } from '../facts/demo-grants.js';
import type { Question } from './consumer-system.js';

/** The day on which ages and terms of the demonstration are asked for. */
export const TODAY = '2026-11-22';

export const ZHANG_CE = '990104190001010017';
export const LI_SHI = '990104190001010025';
export const ZHANG_XIAO_CE = '990104190001020039';
export const WANG_SHI = '990102190001030058';
/** 赵范 lives in the same district and has consented to nothing. */
export const ZHAO_FAN = '990104190001040048';

/** The grants of a scenario (domain reference §9). */
export function packOf(scenario: string): GrantPack {
  const pack = GRANT_PACKS.find((candidate) => candidate.scenario === scenario);
  if (pack === undefined) throw new Error(`no grants belong to ${scenario}`);
  return pack;
}

/** A question as the scenario's grant on that dataset allows it: the names asked in mode `records`, or predicates with their arguments. */
export function questionOf(
  scenario: string,
  dataset: string,
  keys: Readonly<Record<string, string>>,
  asked: readonly string[] | Readonly<Record<string, unknown>>,
): Question {
  const pack = packOf(scenario);
  const law = pack.items.find(({ code }) => code === dataset)?.law ?? pack.law;
  return {
    mode: isNames(asked) ? 'records' : 'predicate',
    purpose: pack.purpose,
    basis: pack.basis,
    law,
    caseNo: `${scenario}-2026-000381`,
    operator: { no: `${pack.system.split('-')[0] ?? ''}-0042`, role: pack.role },
    keys,
    ...(isNames(asked) ? { fields: asked } : { ask: asked }),
  };
}

function isNames(asked: readonly string[] | Readonly<Record<string, unknown>>): asked is readonly string[] {
  return Array.isArray(asked);
}
