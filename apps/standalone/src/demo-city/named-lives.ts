import type { Life } from './life.js';
import { FIRST_ENTERPRISE } from './enterprise.js';

/**
 * What the demonstration tells of the named persons. 张测 earns well for the family: the low-income check shows it. 李试 has lost her work.
 * 赵范, alone and old, is the one whom aid is for. 王示 runs a shop in 东港区 that owes taxes.
 */
export const NAMED_LIVES: ReadonlyMap<string, Partial<Life>> = new Map([
  [
    '990104190001010017',
    {
      work: 'employed',
      employer: FIRST_ENTERPRISE,
      income: '[5000,8000)',
      paidMonths: 10,
      fund: '[20000,+)',
      cars: 1,
      isAtSchool: false,
      hasArrears: false,
    },
  ],
  ['990104190001010025', { work: 'unemployed', income: '[0,500)', paidMonths: 0, cars: 0, isAtSchool: false, hasArrears: false }],
  ['990104190001020039', { work: 'none', isAtSchool: true, cars: 0 }],
  ['990102190001030058', { work: 'self-employed', income: '[3000,5000)', paidMonths: 0, cars: 1, hasArrears: true }],
  [
    '990104190001040048',
    { work: 'none', income: '[0,500)', pension: '[500,1000)', cars: 0, disability: { kind: '4', grade: '2' }, hasArrears: false },
  ],
]);
