import { fromBase64Url } from '@shutong/kernel';
import { readPrivateFile } from './private-file.js';

const SECRET_BYTES = 32;

/** Reads a `.key` file: 32 bytes as base64url text, with or without a final newline. */
export async function loadSecretKey(path: string): Promise<Uint8Array> {
  const bytes = fromBase64Url((await readPrivateFile(path)).replace(/\n$/, ''));
  if (bytes?.byteLength !== SECRET_BYTES) throw new Error(`${path} does not hold 32 bytes of base64url`);
  return bytes;
}
