import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { type Randomness, toBase64Url } from '@shutong/kernel';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { pairKey } from '../commitment/pseudonym.js';
import { writeDirectory } from '../directory/write-directory.js';
import { loadJwk, publicJwk } from './jwk-file.js';
import { OnceMaker } from './make-once.js';
import { NodeFiles, type NodePlan } from './node-plan.js';
import { loadSecretKey } from './secret-key.js';

/**
 * First start: makes every key of the plan that is missing, and the directory, and overwrites nothing (protocol.md §1).
 * Throws when an older directory lists other keys than those in the files.
 */
export async function makeNodeKeys(home: string, plan: NodePlan, randomness: Randomness): Promise<NodeFiles> {
  const once = new OnceMaker();
  const files = new NodeFiles(home, once.made);
  for (const folder of [files.keys, join(home, 'trust'), files.pairs, join(files.pairs, plan.epoch)]) await once.folder(folder);
  for (const name of signers(plan)) await once.file(files.key(name), () => pem('ed25519'));
  for (const name of sealers(plan)) await once.file(files.key(name), () => pem('x25519'));
  for (const name of ['audit.jwk', 'token.jwk']) await once.file(files.key(name), freshJwk);
  const secret = (): string => `${toBase64Url(randomness.bytes(32))}\n`;
  for (const name of ['idem.key', `sub.${plan.epoch}.key`]) await once.file(files.key(name), secret);
  await makePairKeys(once, files, plan);
  const tokenKey = publicJwk(await loadJwk(files.key('token.jwk')));
  await once.file(files.jwks, () => `${JSON.stringify({ keys: [{ ...tokenKey, alg: 'ES256', use: 'sig' }] })}\n`);
  await writeDirectory(once, files, plan);
  return files;
}

function signers(plan: NodePlan): readonly string[] {
  const codes = [...plan.gateways, ...plan.connectors.map(({ code }) => code), ...plan.services.map(({ code }) => code)];
  return ['log.pem', ...codes.map((code) => `${code}.sign.pem`)];
}

function sealers(plan: NodePlan): readonly string[] {
  return [...plan.gateways, ...plan.connectors.map(({ code }) => code)].map((code) => `${code}.seal.pem`);
}

async function makePairKeys(once: OnceMaker, files: NodeFiles, plan: NodePlan): Promise<void> {
  const subKey = await loadSecretKey(files.key(`sub.${plan.epoch}.key`));
  for (const { prov, cons } of plan.pairs) {
    const key = pairKey(subKey, plan.epoch, prov, cons);
    await once.file(join(files.pairs, plan.epoch, `${prov}.${cons}.key`), () => `${toBase64Url(key)}\n`);
  }
}

function pem(type: 'ed25519' | 'x25519'): string {
  const { privateKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

async function freshJwk(): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return `${JSON.stringify({ ...key, kid: await calculateJwkThumbprint(key) })}\n`;
}
