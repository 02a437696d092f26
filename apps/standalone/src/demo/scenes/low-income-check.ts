import { type Answer, codesOf } from '../consumer-system.js';
import { entryOf } from '../entry-of.js';
import { Steps } from '../narrator.js';
import { LI_SHI, questionOf, TODAY, ZHANG_CE } from '../question.js';
import type { Scene } from '../scene.js';
import type { Stage } from '../stage.js';
import { submitFact } from '../submit-fact.js';

interface Asked {
  readonly dataset: string;
  readonly what: string;
  readonly key: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly asked: readonly string[] | Readonly<Record<string, unknown>>;
}

/** What the check asks about each member of the family, department by department. */
const ASKED: readonly Asked[] = [
  {
    dataset: 'D01',
    what: '公安: alive, domiciled',
    key: 'idNo',
    asked: ['deathMark', 'domicileRegion', 'householdNo', 'relationToHead'],
  },
  { dataset: 'D06', what: '市监: represents an active enterprise', key: 'legalRepIdNo', asked: { representsActive: {} } },
  { dataset: 'D09', what: '税务: tax arrears', key: 'idNo', asked: { hasArrears: {} } },
  { dataset: 'D10', what: '税务: income band of 2025', key: 'idNo', more: { taxYear: '2025' }, asked: ['incomeBand'] },
  {
    dataset: 'D11',
    what: '人社: insured in October 2026, six paid months since January',
    key: 'idNo',
    asked: { insuredIn: { ym: '2026-10', insType: '1' }, paidMonthsAtLeast: { n: 6, from: '2026-01', to: '2026-10' } },
  },
  { dataset: 'D12', what: '人社: receives a pension', key: 'idNo', asked: { receives: { on: TODAY } } },
  { dataset: 'D14', what: '自然资源: number of homes', key: 'ownerIdNo', asked: { homeCount: {} } },
  { dataset: 'D15', what: '公积金: balance of at least 20,000 yuan', key: 'idNo', asked: { balanceAtLeast: { x: '20000' } } },
  { dataset: 'D16', what: '交警: number of vehicles', key: 'idNo', asked: { vehicleCount: {} } },
  { dataset: 'D17', what: '民政: aided already', key: 'memberIdNo', asked: { aided: { on: TODAY } } },
  { dataset: 'D18', what: '残联: holds a disability certificate', key: 'idNo', asked: { holds: { on: TODAY } } },
  { dataset: 'D33', what: '人社: unemployed', key: 'idNo', asked: { unemployedOn: { d: TODAY } } },
];

export const lowIncomeCheck: Scene = {
  id: 'S01',
  title: 'Low-income check (低保核对): 民政 asks eight departments about a family that has consented (同意)',
  async play(stage) {
    const steps = new Steps(stage.narrator);
    for (const [name, idNo] of [
      ['张测', ZHANG_CE],
      ['李试', LI_SHI],
    ] as const) {
      for (const asked of ASKED) await check(stage, steps, name, idNo, asked);
    }
    await refuseAmount(stage, steps);
    await withdrawBetween(stage, steps);
    return { ok: steps.ok, steps: steps.sentences };
  },
};

async function check(stage: Stage, steps: Steps, name: string, idNo: string, one: Asked): Promise<void> {
  const question = questionOf('S01', one.dataset, { [one.key]: idNo, ...one.more }, one.asked);
  const answer = await stage.system('mz-dibao').ask(one.dataset, question);
  const shown = answer.rows.length > 0 ? answer.rows : answer.results;
  steps.claim(`${name}, ${one.what}: ${JSON.stringify(shown)}`, isAnswered(answer, one));
}

/** Answered with what was asked and nothing else, and a receipt (回执) of the permit. */
function isAnswered(answer: Answer, { asked }: Asked): boolean {
  const isRecords = Array.isArray(asked);
  const names = (isRecords ? asked.map(String) : Object.keys(asked)).toSorted().join();
  const shown = isRecords ? answer.rows : [answer.results];
  const isExact = shown.every((row) => Object.keys(row).toSorted().join() === names);
  return answer.status === 200 && isExact && entryOf(answer).k === 'query-permitted';
}

/** The amount of the aid is in no grant: yes or no is enough for this purpose. */
async function refuseAmount(stage: Stage, steps: Steps): Promise<void> {
  const question = questionOf('S01', 'D17', { memberIdNo: ZHANG_CE }, { monthlyAmount: '500.00' });
  const answer = await stage.system('mz-dibao').ask('D17', question);
  const codes = codesOf(answer);
  steps.claim(`To guess the amount of an aid is refused: ${codes.join(' ')}`, codes.join() === 'FIELD_NOT_GRANTED');
}

/** 李试 withdraws her consent to the income query between two equal ones: the first is answered, the second is not. */
async function withdrawBetween(stage: Stage, steps: Steps): Promise<void> {
  const question = questionOf('S01', 'D10', { idNo: LI_SHI, taxYear: '2025' }, ['incomeBand']);
  const before = await stage.system('mz-dibao').ask('D10', question);
  const index = await submitFact(stage, 'consent-1', {
    k: 'consent.withdrawn',
    cst: entryOf(before).use?.c ?? -1,
    by: 'subject',
  });
  steps.claim(
    `李试 withdraws (撤回同意); the withdrawal is in the log, at index ${String(index)}`,
    before.status === 200 && index !== undefined,
  );
  const after = await stage.system('mz-dibao').ask('D10', question);
  steps.claim(
    `The very next query is denied: ${after.reasons.join(' ')}`,
    after.status === 403 && after.reasons.join() === 'CONSENT_WITHDRAWN' && after.rows.length === 0,
  );
}
