import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Answer } from './consumer-system.js';
import type { DemoReport } from './demo-report.js';
import { lowIncomeQuestion } from './low-income-question.js';
import { Steps } from './narrator.js';
import { shutong } from './shutong.js';
import type { Stage } from './stage.js';

type ScenarioVerdict = DemoReport['scenarios'][number];

/** A query that is permitted: fields and rows of the grant and no others, with a receipt. */
export async function playPermit(stage: Stage): Promise<ScenarioVerdict> {
  stage.narrator.title('1. Low-income check (低保核对): 民政 asks 公安 about 张测, who has consented (同意)');
  const steps = new Steps(stage.narrator);
  const answer = await stage.civilAffairs.ask(lowIncomeQuestion());
  steps.claim(`The query is permitted and answered: ${JSON.stringify(answer.rows)}`, isTheGrantedRow(answer));
  steps.claim('The answer has a receipt (回执) of the permit', kindOf(answer) === 'query-permitted');
  const predicate = await stage.civilAffairs.ask(unaskedField());
  steps.claim(
    `An item (数据项) that the grant lacks is refused: ${predicate.reasons.join(' ')}`,
    predicate.status === 403 && predicate.reasons.includes('FIELD_NOT_GRANTED') && predicate.rows.length === 0,
  );
  return { id: 'S01', ok: steps.ok, steps: steps.sentences };
}

/** A withdrawal between two equal queries: the first is answered, the second is not. */
export async function playWithdrawal(stage: Stage): Promise<{
  readonly scenario: ScenarioVerdict;
  readonly refusal: DemoReport['refusals'][number];
}> {
  stage.narrator.title('3. Withdrawal (撤回同意): 张测 changes his mind between two equal queries');
  const steps = new Steps(stage.narrator);
  const before = await stage.civilAffairs.ask(lowIncomeQuestion());
  steps.claim('The first query is answered', isTheGrantedRow(before));
  const index = await withdraw(stage, consentOf(before));
  steps.claim(`The withdrawal is in the log, at index ${String(index)}`, index !== undefined);
  const after = await stage.civilAffairs.ask(lowIncomeQuestion());
  const ok = steps.claim(
    `The very next query is denied: ${after.reasons.join(' ')}`,
    after.status === 403 && after.reasons.join() === 'CONSENT_WITHDRAWN' && after.rows.length === 0,
  );
  return {
    scenario: { id: 'S01-withdrawal', ok: steps.ok, steps: steps.sentences },
    refusal: { id: 'N01', codes: after.reasons, ok },
  };
}

function unaskedField(): ReturnType<typeof lowIncomeQuestion> {
  return lowIncomeQuestion({ fields: ['deathMark', 'domicileAddr'] });
}

/** Exactly the two fields asked, and nothing else of the record. */
function isTheGrantedRow(answer: Answer): boolean {
  return answer.status === 200 && JSON.stringify(answer.rows) === '[{"deathMark":false,"domicileRegion":"990104"}]';
}

function entryOf(answer: Answer): { readonly k?: string; readonly use?: { readonly c?: number } } {
  const entry = answer.receipt?.['entry'];
  return typeof entry === 'string' ? (JSON.parse(entry) as ReturnType<typeof entryOf>) : {};
}

function kindOf(answer: Answer): string | undefined {
  return entryOf(answer).k;
}

/** Log index of the consent that the permit was decided on. */
function consentOf(answer: Answer): number {
  return entryOf(answer).use?.c ?? -1;
}

/** Submits the fact as the consent service does, through the command line; returns its log index. */
async function withdraw({ folder, dataDir, nodeFile, narrator }: Stage, consent: number): Promise<number | undefined> {
  const file = join(folder, 'withdrawal.json');
  await writeFile(file, JSON.stringify({ k: 'consent.withdrawn', cst: consent, by: 'subject' }), { mode: 0o600 });
  const key = join(dataDir, 'keys', 'consent-1.sign.pem');
  const { exitCode, output } = await shutong(['fact', 'submit', file, '--key', key, '--node', nodeFile, '--json'], folder);
  if (exitCode === 0) return (JSON.parse(output) as { index: number }).index;
  narrator.say(output);
  return undefined;
}
