import { createPublicKey } from 'node:crypto';
import { toBase64 } from '@shutong/kernel';
import { makeVkey } from '@shutong/tlog';
import { loadJwk, publicJwk } from '../keys/jwk-file.js';
import { spkiOf } from '../keys/kid.js';
import type { OnceMaker } from '../keys/make-once.js';
import type { NodeFiles, NodePlan } from '../keys/node-plan.js';
import { loadLogKey, loadPrivateKey } from '../keys/private-key.js';
import { Directory } from './directory.js';

const RAW_KEY_BYTES = 32;

/** Writes `trust/directory.json` where there is none. Throws when the one that stands there does not list these very keys. */
export async function writeDirectory(once: OnceMaker, files: NodeFiles, plan: NodePlan): Promise<void> {
  const text = await directoryText(files, plan);
  await once.file(files.directory, () => text);
  const standing = await Directory.load(files.directory);
  for (const party of Directory.parse(text).parties) {
    const listed = standing.party(party.code);
    const known = new Set([...(listed?.sign ?? []), ...(listed?.seal ?? [])].map(({ kid }) => kid));
    if (![...party.sign, ...party.seal].every(({ kid }) => known.has(kid))) {
      throw new Error(`directory.json does not list the keys of ${party.code}: add them there or put the old key files back`);
    }
  }
  const { vkey } = Directory.parse(text);
  if (vkey.vkey !== standing.vkey.vkey)
    throw new Error('directory.json names another log key or origin than log.pem and this epoch');
}

async function directoryText(files: NodeFiles, plan: NodePlan): Promise<string> {
  const { kty, crv, x, y } = publicJwk(await loadJwk(files.key('audit.jwk')));
  const sealed = async (code: string): Promise<{ sign: string[]; seal: string[] }> => ({
    sign: [await spkiText(files, `${code}.sign.pem`, 'ed25519')],
    seal: [await spkiText(files, `${code}.seal.pem`, 'x25519')],
  });
  const gateways = plan.gateways.map(async (code) => ({ code, use: 'gateway', home: plan.shard, ...(await sealed(code)) }));
  const connectors = plan.connectors.map(async ({ code, dept }) => ({ code, use: 'connector', dept, ...(await sealed(code)) }));
  const services = plan.services.map(async ({ code, use }) => ({
    code,
    use,
    sign: [await spkiText(files, `${code}.sign.pem`, 'ed25519')],
  }));
  const directory = {
    v: 1,
    origin: plan.origin,
    vkey: await vkeyText(files, plan.origin),
    audit: { kty, crv, x, y },
    shards: { [plan.shard]: { departments: [...new Set(plan.connectors.map(({ dept }) => dept))] } },
    parties: await Promise.all([...gateways, ...connectors, ...services]),
  };
  return `${JSON.stringify(directory, null, 1)}\n`;
}

async function vkeyText(files: NodeFiles, origin: string): Promise<string> {
  const spki = createPublicKey(await loadLogKey(files.key('log.pem'))).export({ format: 'der', type: 'spki' });
  // An Ed25519 SPKI ends with the 32 bytes of the key (RFC 8410 §4).
  return makeVkey(origin, 1, spki.subarray(-RAW_KEY_BYTES));
}

async function spkiText(files: NodeFiles, name: string, type: 'ed25519' | 'x25519'): Promise<string> {
  return toBase64(spkiOf(await loadPrivateKey(files.key(name), type)));
}
