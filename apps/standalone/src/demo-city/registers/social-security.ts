import { yearsAfter } from '../days.js';
import type { Register } from '../register.js';

/** 人社局 of 南苑区. */
const OFFICE = '11990104MB9100067P';
const MONTHS = 12;

function month(number: number): string {
  return `2026-${String(Math.min(Math.max(number, 1), MONTHS)).padStart(2, '0')}`;
}

/** D11 社保参保缴费: one row for a run of months; the view that the connector reads has one for each month. */
export const contributions: Register = {
  table: 'contribution_run',
  readAs: 'insurance_contribution',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { paidMonths, employer, income } = lifeOf(member);
      if (paidMonths === 0 || employer === undefined) return [];
      return [
        {
          id_no: member.idNo,
          ins_type: '1',
          employer_uscc: employer,
          first_month: month(1),
          last_month: month(paidMonths),
          base_band: income,
          status: '1',
          region6: member.domicileRegion,
        },
      ];
    }),
};

/** D12 养老待遇. */
export const pensions: Register = {
  table: 'pension',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { pension, income } = lifeOf(member);
      if (pension === undefined) return [];
      return [
        {
          id_no: member.idNo,
          pension_type: income === '[0,500)' ? '2' : '1',
          amount_band: pension,
          start_month: yearsAfter(member.birthDate, 60).slice(0, 7),
          stop_month: null,
          status: '1',
          payer_uscc: OFFICE,
          region6: member.domicileRegion,
        },
      ];
    }),
};

const EMPLOYMENT = { employed: '1', unemployed: '2', 'self-employed': '3' } as const;

/** D33 就业失业登记. */
export const employments: Register = {
  table: 'employment',
  rowsOf: ({ members, lifeOf }) =>
    members.flatMap((member) => {
      const { work, employer } = lifeOf(member);
      if (work === 'none') return [];
      const isUnemployed = work === 'unemployed';
      return [
        {
          id_no: member.idNo,
          status: EMPLOYMENT[work],
          reg_date: '2026-02-01',
          employer_uscc: employer ?? null,
          benefit_flag: isUnemployed,
          benefit_end: isUnemployed ? '2027-01' : null,
          region6: member.domicileRegion,
        },
      ];
    }),
};
