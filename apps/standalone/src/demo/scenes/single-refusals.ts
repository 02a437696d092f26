import { type Answer, codesOf, type Question } from '../consumer-system.js';
import { Steps } from '../narrator.js';
import { questionOf, TODAY, ZHANG_CE, ZHANG_XIAO_CE, ZHAO_FAN } from '../question.js';
import type { Scene } from '../scene.js';
import type { Stage } from '../stage.js';
import { expiredToken, foreignToken } from '../strange-tokens.js';

interface Attempt {
  readonly id: string;
  /** What somebody tries. */
  readonly story: string;
  readonly system: string;
  readonly dataset: string;
  readonly question: Question;
  readonly status: number;
  readonly codes: readonly string[];
  readonly token?: (stage: Stage) => Promise<string>;
}

/** A number like 张测's whose check digit (校验码) is wrong. */
const MISTYPED = '990104190001010018';

const taxOnPerson = questionOf('S08', 'D01', { idNo: ZHANG_CE }, { alive: {} });
const lowIncome = questionOf('S01', 'D01', { idNo: ZHANG_CE }, ['deathMark', 'domicileRegion']);

const ATTEMPTS: readonly Attempt[] = [
  {
    id: 'N04',
    story: 'Sensitive items (敏感个人信息) under a grant without a basis of their own',
    system: 'mz-survey',
    dataset: 'D15',
    question: questionOf('N04', 'D15', { idNo: ZHANG_CE }, ['balanceBand']),
    status: 403,
    codes: ['SENSITIVE_BASIS_MISSING'],
  },
  {
    id: 'N05',
    story: 'A purpose (用途) that is not in the grant (授权)',
    system: 'sw-deduct',
    dataset: 'D01',
    question: { ...taxOnPerson, purpose: 'tenant-check' },
    status: 403,
    codes: ['PURPOSE_NOT_GRANTED'],
  },
  {
    id: 'N07',
    story: 'Rows of another region (数据范围)',
    system: 'sw-deduct',
    dataset: 'D01',
    question: { ...taxOnPerson, region: ['990102'] },
    status: 403,
    codes: ['ROW_OUTSIDE_SCOPE'],
  },
  {
    id: 'N09',
    story: 'Records where only predicates (核验) are granted',
    system: 'sw-deduct',
    dataset: 'D19',
    question: questionOf('S08', 'D19', { idNo: ZHANG_XIAO_CE }, ['status']),
    status: 403,
    codes: ['MODE_NOT_GRANTED', 'FIELD_NOT_GRANTED'],
  },
  {
    id: 'N10',
    story: 'An item that is not shared at all (不予共享)',
    system: 'mz-dibao',
    dataset: 'D15',
    question: questionOf('S01', 'D15', { idNo: ZHANG_CE }, ['accountNo']),
    status: 403,
    codes: ['FIELD_NOT_SHARED'],
  },
  {
    id: 'N18',
    story: 'A person number (公民身份号码) with a wrong check digit, stopped at the edge',
    system: 'mz-dibao',
    dataset: 'D01',
    question: { ...lowIncome, keys: { idNo: MISTYPED } },
    status: 422,
    codes: ['IDENTIFIER_INVALID'],
  },
  {
    id: 'consent-missing',
    story: '赵范 has consented to no query about a pension',
    system: 'mz-dibao',
    dataset: 'D12',
    question: questionOf('S01', 'D12', { idNo: ZHAO_FAN }, { receives: { on: TODAY } }),
    status: 403,
    codes: ['CONSENT_MISSING'],
  },
  {
    id: 'token-foreign',
    story: 'A token (令牌) signed by somebody else',
    system: 'mz-dibao',
    dataset: 'D01',
    question: lowIncome,
    status: 401,
    codes: ['TOKEN_INVALID'],
    token: (stage) => foreignToken(stage.tokenOf('mz-dibao')),
  },
  {
    id: 'token-expired',
    story: 'A token of yesterday',
    system: 'mz-dibao',
    dataset: 'D01',
    question: lowIncome,
    status: 401,
    codes: ['TOKEN_INVALID'],
    token: (stage) => expiredToken(stage.tokenOf('mz-dibao'), stage.dataDir),
  },
];

/** Refusals of one question each, with every reason; none repeats what was asked. */
export const singleRefusals: readonly Scene[] = ATTEMPTS.map((attempt) => ({
  id: attempt.id,
  title: attempt.story,
  async play(stage) {
    const steps = new Steps(stage.narrator);
    const answer = await stage.system(attempt.system).ask(attempt.dataset, attempt.question, await attempt.token?.(stage));
    const codes = codesOf(answer);
    steps.claim(`${String(answer.status)} ${codes.join(' ')}`, isAsExpected(answer, codes, attempt));
    return { ok: steps.ok, steps: steps.sentences, codes };
  },
}));

function isAsExpected(answer: Answer, codes: readonly string[], { status, codes: expected, question }: Attempt): boolean {
  const isRight = answer.status === status && codes.join() === expected.join();
  // A decision of the log comes with its receipt, which opens the asker's own question; who was stopped at the edge is told the code only.
  const isDecided = status === 403;
  const isSilent = isDecided || !Object.values(question.keys).some((value) => answer.text.includes(value));
  return isRight && isSilent && isDecided === (answer.receipt !== undefined) && answer.rows.length === 0;
}
