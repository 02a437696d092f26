/** One entry of the catalogue: the same code stands in problem+json (RFC 9457), in an entry's `why`, in CLI and console. */
export interface Problem {
  /** HTTP status when the code is the answer's own; reasons inside a denial or failure carry their entry's. */
  readonly status: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 500 | 502 | 503 | 504;
  readonly title: string;
  /** What the reader changes. */
  readonly hint: string;
  /** Law article, RFC section, or the text of this project that asks for it. */
  readonly source: string;
}
