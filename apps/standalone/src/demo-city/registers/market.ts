import { daysBefore } from '../days.js';
import { type Enterprise, FIRST_ENTERPRISE } from '../enterprise.js';
import { PseudoRandom } from '../pseudo-random.js';
import type { Register, Row } from '../register.js';
import { seedOf } from '../seed-of.js';

/** 市场监管局 of 南苑区. */
const OFFICE = '11990104MB91000325';

/** D06 企业登记. */
export const enterprises: Register = {
  table: 'enterprise',
  rowsOf: ({ enterprises: owned }) =>
    owned.map((one) => ({
      uscc: one.uscc,
      name: one.name,
      former_names: [],
      ent_type: '1130',
      legal_rep_name: one.owner.name,
      legal_rep_id_no: one.owner.idNo,
      reg_capital: '1000000.00',
      currency: 'CNY',
      est_date: one.estDate,
      valid_to: null,
      reg_org_uscc: OFFICE,
      reg_state: one.isActive ? '1' : '3',
      address: one.address,
      region6: one.region,
      scope: '一般项目：食品销售、建筑材料销售、技术服务。',
      industry: one.industry,
    })),
};

/** The named enterprise has a row in each list, so that one view shows them all; of others a few. */
function listed(table: string, share: number, row: (one: Enterprise, random: PseudoRandom) => Row): Register {
  return {
    table,
    rowsOf: ({ enterprises: owned }) =>
      owned.flatMap((one) => {
        const random = new PseudoRandom(seedOf(`${table} ${one.uscc}`));
        const isListed = random.chance(share) || one.uscc === FIRST_ENTERPRISE;
        return isListed ? [{ uscc: one.uscc, ...row(one, random), region6: one.region }] : [];
      }),
  };
}

/** D07 经营异常与严重违法. */
export const irregularities = listed('irregularity', 0.03, ({ uscc }, random) => ({
  list_type: random.chance(0.9) ? '1' : '2',
  reason: '未按规定期限公示年度报告',
  decision_no: `数市监列〔2025〕${uscc.slice(11, 16)}号`,
  decided_by_uscc: OFFICE,
  in_date: daysBefore(random.between(300, 500)),
  out_date: daysBefore(random.between(50, 200)),
  out_reason: '已补报并公示',
}));

/** D08 产品质量抽查. */
export const productChecks = listed('product_check', 0.02, ({ uscc }, random) => ({
  product: '大米',
  batch_no: `P${uscc.slice(11, 16)}`,
  sampled_at: daysBefore(random.between(20, 300)),
  result: random.chance(0.9) ? '1' : '2',
  defects: [],
  report_no: `ZJ-2026-${uscc.slice(11, 16)}`,
  lab_uscc: OFFICE,
}));

/** D29 双随机检查结果. */
export const inspections = listed('random_inspection', 0.045, (_one, random) => {
  const date = daysBefore(random.between(10, 300));
  return {
    plan_no: 'SSJ-2026-03',
    dept_uscc: OFFICE,
    inspectors: ['孙检', '周查'],
    date,
    items: ['登记事项检查', '公示信息检查'],
    result: random.chance(0.9) ? '1' : '2',
    published_at: `${date}T10:00:00+08:00`,
    draw_digest: seedOf(date).toString(16).padStart(8, '0').repeat(8),
  };
});
