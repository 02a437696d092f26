import type { ReceiptArchive } from './receipt-archive.js';

/** Body of a query on D01, as the gateway takes it. */
export interface Question {
  readonly mode: string;
  readonly purpose: string;
  readonly basis: string;
  readonly law: string;
  readonly caseNo?: string;
  readonly operator: { readonly no: string; readonly role: string };
  readonly keys: { readonly idNo: string };
  readonly fields?: readonly string[];
  readonly ask?: Readonly<Record<string, unknown>>;
  readonly region?: readonly string[];
}

export interface Answer {
  readonly status: number;
  /** The whole text, to search for what must not be in it. */
  readonly text: string;
  readonly code: string | undefined;
  readonly reasons: readonly string[];
  readonly id: string | undefined;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly receipt: Readonly<Record<string, unknown>> | undefined;
}

/** The low-income system of the civil-affairs bureau (民政局 mz-dibao), played over plain HTTP. */
export class ConsumerSystem {
  constructor(
    private readonly gateway: string,
    private readonly token: string,
    private readonly archive: ReceiptArchive,
  ) {}

  /** Asks D01 and keeps the receipt, if there is one. */
  async ask(question: Question, token = this.token): Promise<Answer> {
    const response = await fetch(`${this.gateway}/v1/datasets/D01/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=10' },
      body: JSON.stringify(question),
    });
    const answer = answerOf(response.status, await response.text());
    if (answer.receipt !== undefined) await this.archive.keep(answer.receipt);
    return answer;
  }

  /** All that the log holds under an exchange id; undefined while there is nothing. */
  async receiptsOf(id: string): Promise<readonly Readonly<Record<string, unknown>>[] | undefined> {
    const response = await fetch(`${this.gateway}/v1/receipts/${id}`, { headers: { authorization: `Bearer ${this.token}` } });
    if (response.status !== 200) return undefined;
    const { origin, entries } = (await response.json()) as { origin: string; entries: Record<string, unknown>[] };
    return entries.map((entry) => ({ id, origin, ...entry }));
  }
}

function answerOf(status: number, text: string): Answer {
  const body = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { code, id, data, reasons, receipt } = body;
  return {
    status,
    text,
    code: typeof code === 'string' ? code : undefined,
    id: typeof id === 'string' ? id : undefined,
    reasons: Array.isArray(reasons) ? reasons.map(String) : [],
    rows: Array.isArray(data) ? (data as Record<string, unknown>[]) : [],
    receipt: typeof receipt === 'object' && receipt !== null ? (receipt as Record<string, unknown>) : undefined,
  };
}
