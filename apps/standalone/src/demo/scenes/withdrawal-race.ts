import type { Answer } from '../consumer-system.js';
import { entryOf } from '../entry-of.js';
import { Steps } from '../narrator.js';
import { questionOf, WANG_SHI } from '../question.js';
import type { Scene } from '../scene.js';
import type { Stage } from '../stage.js';
import { submitFact } from '../submit-fact.js';

const QUERIERS = 200;
/** Each asks until it is denied; a log that took no notice would let it ask for ever. */
const MOST_QUESTIONS = 50;

export const withdrawalRace: Scene = {
  id: 'N01',
  title: `Query after withdrawal: ${String(QUERIERS)} queriers in parallel, and 王示 withdraws in their midst`,
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const first = await stage.system('mz-dibao').ask('D01', question());
    const answers: Answer[] = [first];
    const queriers = Array.from({ length: QUERIERS }, () => askUntilDenied(stage, answers));
    const [withdrawnAt] = await Promise.all([withdraw(stage, first), ...queriers]);
    const permitted = answers.filter(({ status }) => status === 200);
    const denied = answers.filter(({ status }) => status === 403);
    const indices = (of: readonly Answer[]): readonly number[] => of.map(({ receipt }) => receipt?.index ?? -1);
    steps.claim(`The withdrawal is at index ${String(withdrawnAt)}`, withdrawnAt !== undefined);
    steps.claim(
      `All ${String(permitted.length)} permits stand before it`,
      indices(permitted).every((index) => index >= 0 && index < (withdrawnAt ?? 0)),
    );
    steps.claim(
      `All ${String(denied.length)} denials stand behind it, each for CONSENT_WITHDRAWN alone`,
      denied.length === QUERIERS &&
        indices(denied).every((index) => index > (withdrawnAt ?? Infinity)) &&
        denied.every(({ reasons }) => reasons.join() === 'CONSENT_WITHDRAWN'),
    );
    steps.claim('Nothing else was answered', permitted.length + denied.length === answers.length);
    return { ok: steps.ok, steps: steps.sentences, codes: denied[0]?.reasons ?? [] };
  },
};

function question(): ReturnType<typeof questionOf> {
  return questionOf('S01', 'D01', { idNo: WANG_SHI }, ['deathMark']);
}

async function askUntilDenied(stage: Stage, answers: Answer[]): Promise<void> {
  for (let asked = 0; asked < MOST_QUESTIONS; asked += 1) {
    const answer = await stage.system('mz-dibao').ask('D01', question());
    // Over the rate of its system a querier waits, as the gateway tells it to.
    if (answer.status === 429) continue;
    answers.push(answer);
    if (answer.status !== 200) return;
  }
}

async function withdraw(stage: Stage, permitted: Answer): Promise<number | undefined> {
  return submitFact(stage, 'consent-1', { k: 'consent.withdrawn', cst: entryOf(permitted).use?.c ?? -1, by: 'subject' });
}
