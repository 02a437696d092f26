import type { ReceiptArchive } from './receipt-archive.js';

/** Body of a query, as the gateway takes it. */
export interface Question {
  readonly mode: string;
  readonly purpose: string;
  readonly basis: string;
  readonly law: string;
  readonly caseNo?: string;
  readonly operator: { readonly no: string; readonly role: string };
  readonly keys: Readonly<Record<string, string>>;
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
  /** Rows of mode `records`. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Answers of mode `predicate`. */
  readonly results: Readonly<Record<string, unknown>>;
  readonly receipt: Receipt | undefined;
}

export interface Receipt {
  readonly index: number;
  readonly entry: string;
  readonly [member: string]: unknown;
}

/** A department's system that asks, played over plain HTTP. */
export class ConsumerSystem {
  constructor(
    private readonly gateway: string,
    private readonly token: string,
    private readonly archive: ReceiptArchive,
  ) {}

  /** Asks a dataset and keeps the receipt, if there is one. */
  async ask(dataset: string, question: Question, token = this.token): Promise<Answer> {
    const response = await fetch(`${this.gateway}/v1/datasets/${dataset}/query`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', prefer: 'wait=20' },
      body: JSON.stringify(question),
    });
    const answer = answerOf(response.status, await response.text());
    if (answer.receipt !== undefined) await this.archive.keep(answer.receipt);
    return answer;
  }
}

/** What a refusal says: its reasons, or the one code of the edge. */
export function codesOf({ reasons, code }: Answer): readonly string[] {
  return reasons.length > 0 ? reasons : [code ?? 'none'];
}

function answerOf(status: number, text: string): Answer {
  const { code, id, data, reasons, receipt } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return {
    status,
    text,
    code: typeof code === 'string' ? code : undefined,
    id: typeof id === 'string' ? id : undefined,
    reasons: Array.isArray(reasons) ? reasons.map(String) : [],
    rows: Array.isArray(data) ? (data as Answer['rows']) : [],
    results: typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : {},
    receipt: typeof receipt === 'object' && receipt !== null ? (receipt as Receipt) : undefined,
  };
}
