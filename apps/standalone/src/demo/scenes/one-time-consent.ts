import { hashText } from '@shutong/kernel';
import { CIVIL_AFFAIRS, POLICE } from '../../demo-node.js';
import { Steps } from '../narrator.js';
import { questionOf, ZHAO_FAN } from '../question.js';
import type { Scene } from '../scene.js';
import type { Stage } from '../stage.js';
import { submitFact } from '../submit-fact.js';

const QUERIERS = 500;
const TEXT = hashText('本人同意南苑区民政局就本次申请查询本人生存状态一次。');

export const oneTimeConsent: Scene = {
  id: 'N02',
  title: `One-time consent (一次性同意) used ${String(QUERIERS)} times at once: exactly one wins`,
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const index = await consentOnce(stage);
    steps.claim(`赵范 consents to one query; her consent is at index ${String(index)}`, index !== undefined);
    const question = questionOf('S01', 'D01', { idNo: ZHAO_FAN }, ['deathMark']);
    const answers = await Promise.all(Array.from({ length: QUERIERS }, () => stage.system('mz-dibao').ask('D01', question)));
    const permitted = answers.filter(({ status }) => status === 200);
    const denied = answers.filter(({ status, reasons }) => status === 403 && reasons.join() === 'CONSENT_USED');
    const winner = permitted[0]?.receipt?.index ?? Infinity;
    steps.claim(
      `${String(permitted.length)} of ${String(QUERIERS)} is answered, at index ${String(winner)}`,
      permitted.length === 1,
    );
    steps.claim(
      `${String(denied.length)} are denied with CONSENT_USED alone, all of them behind it`,
      denied.length === QUERIERS - 1 && denied.every(({ receipt }) => (receipt?.index ?? -1) > winner),
    );
    return { ok: steps.ok, steps: steps.sentences, codes: denied[0]?.reasons ?? [] };
  },
};

function consentOnce(stage: Stage): Promise<number | undefined> {
  const now = new Date();
  return submitFact(stage, 'consent-1', {
    k: 'consent.given',
    cons: CIVIL_AFFAIRS,
    prov: POLICE,
    ds: 'D01@1',
    purpose: 'means-test',
    fields: ['deathMark'],
    from: new Date(now.getTime() - 60_000).toISOString(),
    to: new Date(now.getTime() + 86_400_000).toISOString(),
    once: true,
    sens: false,
    text: TEXT,
    subject: { t: 'idNo', v: ZHAO_FAN },
    open: { evidence: { channel: 'counter', digest: TEXT } },
  });
}
