import type { NodeUnderTest } from './a-node.js';

export const ZHANG_CE = '990104190001010017';
export const LI_SHI = '990104190001010025';
export const ZHAO_FAN = '990104190001040048';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly id?: string;
    readonly code?: string;
    readonly hint?: string;
    readonly reasons?: readonly string[];
    readonly data?: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, unknown>>;
    readonly receipt?: Receipt;
  };
}

export interface Receipt {
  readonly id: string;
  readonly origin: string;
  readonly index: number;
  readonly entry: string;
  readonly proof: string;
  readonly openings?: Readonly<Record<string, { readonly salt: string; readonly value: unknown }>>;
}

/** What the low-income system of 民政 asks by its grant (scenario S01); a change of `undefined` takes the member out. */
export function aQuestion(changes: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    mode: 'records',
    purpose: 'means-test',
    basis: 'B2',
    law: 'SHJZ-58',
    caseNo: 'DB-2026-000381',
    operator: { no: 'mz-0042', role: 'clerk' },
    keys: { idNo: ZHANG_CE },
    fields: ['deathMark', 'domicileRegion'],
    ...changes,
  };
}

export interface Envelope {
  /** Bearer token; `null` sends none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** Sends a query as `mz-dibao`; a text goes as it is, so that it may be broken. */
export async function ask(node: NodeUnderTest, body: object | string, envelope: Envelope = {}): Promise<Reply> {
  const token = envelope.token === undefined ? node.token('mz-dibao') : envelope.token;
  const response = await fetch(node.gateway + (envelope.path ?? '/v1/datasets/D01/query'), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      prefer: 'wait=10',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...envelope.headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Reply['body'] };
}
