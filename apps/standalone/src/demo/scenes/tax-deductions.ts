import { Steps } from '../narrator.js';
import { LI_SHI, questionOf, TODAY, ZHANG_CE, ZHANG_XIAO_CE } from '../question.js';
import type { Scene } from '../scene.js';

const CHECKS = [
  {
    dataset: 'D01',
    what: 'alive, of one household with 李试',
    keys: { idNo: ZHANG_CE },
    ask: { alive: {}, sameHousehold: { idNo2: LI_SHI } },
  },
  { dataset: 'D05', what: 'married to 李试', keys: { idNo: ZHANG_CE }, ask: { marriedTo: { idNo2: LI_SHI, on: TODAY } } },
  { dataset: 'D13', what: 'medically insured', keys: { idNo: ZHANG_CE }, ask: { coveredOn: { d: TODAY } } },
  { dataset: 'D14', what: 'owns a home in 南苑区', keys: { ownerIdNo: ZHANG_CE }, ask: { ownsHome: { region: '990104' } } },
  { dataset: 'D19', what: 'his child 张小测 is at school', keys: { idNo: ZHANG_XIAO_CE }, ask: { enrolledOn: { d: TODAY } } },
] as const;

const ANSWERS: ReadonlySet<unknown> = new Set(['yes', 'no', 'unknown']);

export const taxDeductions: Scene = {
  id: 'S08',
  title: 'Tax deductions (个税专项附加扣除): 税务 gets yes or no (核验) about 张测, never a value',
  async play(stage) {
    const steps = new Steps(stage.narrator);
    for (const { dataset, what, keys, ask } of CHECKS) {
      const answer = await stage.system('sw-deduct').ask(dataset, questionOf('S08', dataset, keys, ask));
      const isExact = Object.keys(answer.results).toSorted().join() === Object.keys(ask).toSorted().join();
      const isYesOrNo = Object.values(answer.results).every((result) => ANSWERS.has(result));
      steps.claim(`${what}: ${JSON.stringify(answer.results)}`, answer.status === 200 && isExact && isYesOrNo);
    }
    return { ok: steps.ok, steps: steps.sentences };
  },
};
