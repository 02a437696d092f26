/** The five parts of `s` and `sealed`: `<hour>.<GW seal kid>.<department seal kid>.<nonce>.<ciphertext‖tag>` (protocol.md §4). */
export interface SealedText {
  readonly hour: string;
  readonly gwKid: string;
  readonly deptKid: string;
  readonly nonce: string;
  readonly body: string;
}

export function splitSealed(text: string): SealedText | undefined {
  const [hour, gwKid, deptKid, nonce, body, ...rest] = text.split('.');
  if (hour === undefined || gwKid === undefined || deptKid === undefined || nonce === undefined || body === undefined)
    return undefined;
  return rest.length === 0 ? { hour, gwKid, deptKid, nonce, body } : undefined;
}

/** Binds a sealed query to its id and its two ends: moved to another query, gateway or department it does not open. */
export function queryAad(id: string, gw: string, dept: string): string {
  return `shutong/query/v1\n${id}\n${gw}\n${dept}`;
}

/** Binds a sealed answer to the very entry that permitted it. */
export function answerAad(id: string, lh: string): string {
  return `shutong/answer/v1\n${id}\n${lh}`;
}
