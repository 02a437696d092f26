import { CommandFailure, EXIT } from '../output/exit-code.js';

export interface JsonAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Posts JSON to the gateway. Throws `CommandFailure` when nobody answers or the answer is no JSON object. */
export async function postJson(
  url: string,
  body: unknown,
  token: string,
  headers: Readonly<Record<string, string>>,
): Promise<JsonAnswer> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(40_000),
  };
  const response = await fetch(url, request).catch(() => undefined);
  if (response === undefined) throw new CommandFailure(EXIT.usage, `Cannot reach ${new URL(url).origin}: is the node running?`);
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer !== 'object' || answer === null) throw new CommandFailure(EXIT.usage, `${url} did not answer with JSON.`);
  return { status: response.status, body: answer as Readonly<Record<string, unknown>> };
}
