import { codesOf } from '../consumer-system.js';
import { Steps } from '../narrator.js';
import { questionOf } from '../question.js';
import type { Scene } from '../scene.js';

/** The enterprise of the fixture city that the demonstration looks at. */
const ENTERPRISE = '91990104MA9100012Q';

const VIEW = [
  { dataset: 'D06', what: 'registered as', fields: ['industry', 'legalRepName', 'name', 'regState'] },
  { dataset: 'D07', what: 'irregularities', fields: ['inDate', 'listType', 'outDate', 'reason'] },
  { dataset: 'D08', what: 'product checks', fields: ['product', 'result', 'sampledAt'] },
  { dataset: 'D09', what: 'taxes', fields: ['arrearsFlag', 'creditLevel', 'taxStatus'] },
  { dataset: 'D29', what: 'inspections', fields: ['date', 'deptUscc', 'planNo', 'result'] },
] as const;

export const jointSupervision: Scene = {
  id: 'S02',
  title: 'Joint market supervision (市场监管一张图): one view of an enterprise for the inspector of 市监',
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const inspector = stage.system('scj-map');
    let inspectedOn: string | undefined;
    for (const { dataset, what, fields } of VIEW) {
      const answer = await inspector.ask(dataset, questionOf('S02', dataset, { uscc: ENTERPRISE }, fields));
      const isExact = answer.rows.every((row) => Object.keys(row).every((name) => (fields as readonly string[]).includes(name)));
      steps.claim(`${ENTERPRISE}, ${what}: ${JSON.stringify(answer.rows)}`, answer.status === 200 && isExact);
      if (dataset === 'D29')
        inspectedOn = answer.rows
          .map((row) => String(row['date']))
          .toSorted()
          .at(-1);
    }
    steps.claim(`Already inspected on ${String(inspectedOn)}: no second visit is needed`, inspectedOn !== undefined);
    const amount = await inspector.ask('D09', questionOf('S02', 'D09', { uscc: ENTERPRISE }, ['arrearsAmount']));
    const codes = codesOf(amount);
    steps.claim(`The amount of the arrears is refused: ${codes.join(' ')}`, codes.join() === 'FIELD_NOT_GRANTED');
    return { ok: steps.ok, steps: steps.sentences };
  },
};
