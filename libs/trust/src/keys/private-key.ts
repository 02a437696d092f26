import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readPrivateFile } from './private-file.js';

/** Reads a PKCS#8 PEM file. Throws when it is open to others, of another form or holds a key for another use. */
export async function loadPrivateKey(path: string, type: 'ed25519' | 'x25519'): Promise<KeyObject> {
  const pem = await readPrivateFile(path);
  if (!pem.startsWith('-----BEGIN PRIVATE KEY-----')) throw new Error(`${path} is not a PKCS#8 PEM file`);
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== type) throw new Error(`${path} holds no ${type} key`);
  return key;
}

/** The log's key (`log.pem`), as signed notes take it. */
export async function loadLogKey(path: string): Promise<KeyObject> {
  return loadPrivateKey(path, 'ed25519');
}
