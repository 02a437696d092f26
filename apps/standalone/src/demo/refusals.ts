import type { Answer, Question } from './consumer-system.js';
import type { DemoReport } from './demo-report.js';
import { lowIncomeQuestion, ZHAO_FAN } from './low-income-question.js';
import type { Stage } from './stage.js';
import { expiredToken, foreignToken } from './strange-tokens.js';

type RefusalVerdict = DemoReport['refusals'][number];

interface Attempt {
  readonly id: string;
  /** What somebody tries. */
  readonly story: string;
  readonly question: Question;
  readonly token?: string;
  readonly status: number;
  readonly code: string;
  readonly reasons: readonly string[];
}

/** A number like 张测's whose check digit (校验码) is wrong. */
const MISTYPED = '990104190001010018';

/** Tries what must not work. Each refusal names all its reasons; none repeats what was asked. */
export async function playRefusals(stage: Stage, token: string): Promise<readonly RefusalVerdict[]> {
  stage.narrator.title('2. Refusals (拒绝): each with every reason, each recorded');
  const verdicts: RefusalVerdict[] = [];
  for (const attempt of await attempts(stage, token)) {
    const answer = await stage.civilAffairs.ask(attempt.question, attempt.token);
    const codes = answer.reasons.length > 0 ? answer.reasons : [answer.code ?? 'none'];
    const ok = stage.narrator.claim(
      `${attempt.story} → ${String(answer.status)} ${codes.join(' ')}`,
      isAsExpected(answer, attempt),
    );
    verdicts.push({ id: attempt.id, codes, ok });
  }
  return verdicts;
}

async function attempts({ dataDir }: Stage, token: string): Promise<readonly Attempt[]> {
  const denied = { status: 403, code: 'QUERY_DENIED' };
  const strange = { question: lowIncomeQuestion(), status: 401, code: 'TOKEN_INVALID', reasons: [] };
  return [
    {
      id: 'N05',
      story: 'The same data to check a tenant, a purpose (用途) that neither grant (授权) nor consent (同意) holds',
      question: lowIncomeQuestion({ purpose: 'tenant-check' }),
      ...denied,
      reasons: ['PURPOSE_NOT_GRANTED', 'CONSENT_SCOPE'],
    },
    {
      id: 'N18',
      story: 'A person number (公民身份号码) with a wrong check digit, stopped at the edge',
      question: lowIncomeQuestion({ keys: { idNo: MISTYPED } }),
      status: 422,
      code: 'IDENTIFIER_INVALID',
      reasons: [],
    },
    {
      id: 'consent-missing',
      story: '赵范, who has consented to nothing',
      question: lowIncomeQuestion({ keys: { idNo: ZHAO_FAN } }),
      ...denied,
      reasons: ['CONSENT_MISSING'],
    },
    { id: 'token-foreign', story: 'A token (令牌) signed by somebody else', token: await foreignToken(token), ...strange },
    { id: 'token-expired', story: 'A token of yesterday', token: await expiredToken(token, dataDir), ...strange },
  ];
}

function isAsExpected(answer: Answer, { status, code, reasons, question }: Attempt): boolean {
  const says = answer.status === status && answer.code === code && answer.reasons.join() === reasons.join();
  // A decision of the log comes with its receipt, which opens the asker's own question; who was stopped at the edge is told the code only.
  const hasReceipt = answer.receipt !== undefined;
  const isSilent = answer.rows.length === 0 && (hasReceipt || !answer.text.includes(question.keys.idNo));
  return says && isSilent && (code === 'QUERY_DENIED') === hasReceipt;
}
