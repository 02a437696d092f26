import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
// A refusal is spelled `q=0` (RFC 9110 §12.5.3).
const ACCEPTS = /(?:^|,)\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+\s*)?(?:,|$)/i;

export interface Encoded {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** The body in gzip where the reader takes it. The answer differs by header, so caches are told. */
export async function encodeFor(acceptEncoding: string | undefined, body: Uint8Array): Promise<Encoded> {
  const vary = { vary: 'accept-encoding' };
  if (!ACCEPTS.test(acceptEncoding ?? '')) return { body, headers: vary };
  return { body: await compress(body), headers: { ...vary, 'content-encoding': 'gzip' } };
}
