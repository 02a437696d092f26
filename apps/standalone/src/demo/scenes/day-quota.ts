import { residentsOf } from '../../demo-city/index.js';
import { codesOf } from '../consumer-system.js';
import { Steps } from '../narrator.js';
import { packOf, questionOf } from '../question.js';
import type { Scene } from '../scene.js';

export const dayQuota: Scene = {
  id: 'N12',
  title: 'Past the day quota (配额): a clerk of 住建 works through a list of residents',
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const quota = packOf('S26').quota?.day ?? 0;
    const left = quota - stage.archive.permitsOf('zj-rent');
    const numbers = [...residentsOf(quota + 1)].map(({ idNo }) => idNo);
    const ask = (idNo: string): ReturnType<ReturnType<typeof stage.system>['ask']> =>
      stage.system('zj-rent').ask('D01', questionOf('S26', 'D01', { idNo }, { alive: {} }));
    const answers = await Promise.all(numbers.slice(0, left).map(ask));
    steps.claim(
      `${String(left)} different persons are answered; with them ${String(quota)} queries of this day`,
      answers.every(({ status }) => status === 200) && stage.archive.permitsOf('zj-rent') === quota,
    );
    const last = await ask(numbers[quota] ?? '');
    const codes = codesOf(last);
    steps.claim(`The ${String(quota + 1)}st of the day is denied: ${codes.join(' ')}`, codes.join() === 'QUOTA_EXCEEDED');
    return { ok: steps.ok, steps: steps.sentences, codes };
  },
};
