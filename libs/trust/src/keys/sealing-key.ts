import type { KeyObject } from 'node:crypto';
import { basename } from 'node:path';
import { kidOf, spkiOf } from './kid.js';
import { loadPrivateKey } from './private-key.js';

/** A party's static X25519 key for sealing queries and answers (protocol.md §4). */
export interface SealingKey {
  readonly code: string;
  readonly kid: string;
  readonly privateKey: KeyObject;
}

const FILE_NAME = /^(?<code>[A-Za-z0-9@._:-]{1,64})\.seal\.pem$/;

/** Reads `<code>.seal.pem`. */
export async function loadSealingKey(path: string): Promise<SealingKey> {
  const code = FILE_NAME.exec(basename(path))?.groups?.['code'];
  if (code === undefined) throw new Error(`${path} is not named <code>.seal.pem`);
  return sealingKey(code, await loadPrivateKey(path, 'x25519'));
}

export function sealingKey(code: string, privateKey: KeyObject): SealingKey {
  return { code, kid: kidOf(spkiOf(privateKey)), privateKey };
}
