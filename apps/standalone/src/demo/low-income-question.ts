import type { Question } from './consumer-system.js';

export const ZHANG_CE = '990104190001010017';
/** 赵范 lives in the same district and has consented to nothing. */
export const ZHAO_FAN = '990104190001040048';

/** What the clerk of 民政 asks about a member of the family (scenario S01, 低保核对): is the person alive, and domiciled here? */
export function lowIncomeQuestion(changes: Partial<Question> = {}): Question {
  return {
    mode: 'records',
    purpose: 'means-test',
    basis: 'B2',
    law: 'SHJZ-58',
    caseNo: 'DB-2026-000381',
    operator: { no: 'mz-0042', role: 'clerk' },
    keys: { idNo: ZHANG_CE },
    fields: ['deathMark', 'domicileRegion'],
    region: ['990104'],
    ...changes,
  };
}
