/** What a verified access token says (protocol.md §5.1). */
export interface AccessToken {
  /** `sub`: the asking system or service. */
  readonly system: string;
  /** `dept`: USCC of its department; tokens for the log's read API have none. */
  readonly department: string | undefined;
  readonly scopes: ReadonlySet<string>;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** The one algorithm and type: what a verifier does not fix, a forger chooses (RFC 8725 §3.1, §3.11). */
export const TOKEN_ALGORITHM = 'ES256';
export const TOKEN_TYPE = 'at+jwt';
