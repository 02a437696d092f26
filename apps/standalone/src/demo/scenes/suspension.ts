import { codesOf } from '../consumer-system.js';
import { entryOf } from '../entry-of.js';
import { Steps } from '../narrator.js';
import { questionOf, ZHANG_CE } from '../question.js';
import type { Scene } from '../scene.js';
import { submitFact } from '../submit-fact.js';

export const suspension: Scene = {
  id: 'N13',
  title: 'Grant suspended a moment ago (暂停授权)',
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const question = questionOf('S26', 'D01', { idNo: ZHANG_CE }, { residentOf: { region: '990104' } });
    const before = await stage.system('zj-rent').ask('D01', question);
    const scope = { t: 'grant', g: entryOf(before).use?.g ?? -1 };
    const index = await submitFact(stage, 'registry-1', { k: 'suspension.set', scope, why: ['MISUSE_REVIEW'] });
    steps.claim(
      `The grant answers, then it is suspended, at index ${String(index)}`,
      before.status === 200 && index !== undefined,
    );
    const after = await stage.system('zj-rent').ask('D01', question);
    const codes = codesOf(after);
    steps.claim(`The very next query is denied: ${codes.join(' ')}`, codes.join() === 'GRANT_SUSPENDED');
    const lifted = await submitFact(stage, 'registry-1', { k: 'suspension.lifted', s: index ?? -1, why: ['CLEARED'] });
    const again = await stage.system('zj-rent').ask('D01', question);
    steps.claim('Once the suspension is lifted the grant answers again', lifted !== undefined && again.status === 200);
    return { ok: steps.ok, steps: steps.sentences, codes };
  },
};
