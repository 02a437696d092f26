import { PseudoRandom } from '../pseudo-random.js';
import type { Register, Row } from '../register.js';
import { seedOf } from '../seed-of.js';

/** D09 纳税状态: of enterprises by their credit code, of the self-employed by their own number. */
export const taxStatus: Register = {
  table: 'tax_status',
  rowsOf: ({ members, lifeOf, enterprises }) => [
    ...enterprises.map(({ uscc, region, isActive }) => ({
      ...standing(uscc, isActive ? '1' : '4', new PseudoRandom(seedOf(`tax ${uscc}`)).chance(0.05)),
      uscc,
      id_no: null,
      region6: region,
    })),
    ...members
      .filter((member) => lifeOf(member).work === 'self-employed')
      .map((member) => ({
        ...standing(member.idNo, '1', lifeOf(member).hasArrears),
        uscc: null,
        id_no: member.idNo,
        region6: member.domicileRegion,
      })),
  ],
};

function standing(taxpayer: string, status: string, hasArrears: boolean): Row {
  const random = new PseudoRandom(seedOf(`credit ${taxpayer}`));
  return {
    tax_status: status,
    credit_level: random.pick(['A', 'B', 'M', 'C']),
    credit_year: '2025',
    arrears_flag: hasArrears,
    arrears_amount: hasArrears ? `${String(random.between(500, 90_000))}.00` : '0.00',
    clearance_flag: status === '4',
    cleared_at: status === '4' ? '2026-03-31' : null,
    clearance_case_no: status === '4' ? `QS-2026-${String(seedOf(taxpayer) % 1_000_000).padStart(6, '0')}` : null,
  };
}

/** D10 个人收入纳税: of everyone who works or looks for work, two tax years; bands only. */
export const incomes: Register = {
  table: 'personal_income',
  rowsOf: ({ members, lifeOf }) =>
    members
      .filter((member) => lifeOf(member).work !== 'none')
      .flatMap((member) => {
        const { income, work } = lifeOf(member);
        return ['2024', '2025'].map((taxYear) => ({
          id_no: member.idNo,
          tax_year: taxYear,
          income_band: income,
          tax_paid_band: '[0,500)',
          employer_count: work === 'employed' ? 1 : 0,
          region6: member.domicileRegion,
        }));
      }),
};
