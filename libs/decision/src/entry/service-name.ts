/** The service a code belongs to: `consent-1` and `consent-2` are instances of `consent`, and a fact sent by both is one fact. */
export function serviceName(code: string): string {
  return code.replace(/-\d+$/, '');
}
