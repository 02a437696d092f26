import { createPublicKey } from 'node:crypto';
import { fromBase64 } from '@shutong/kernel';
import { kidOf } from '../keys/kid.js';
import { PARTY_USES, type Party, type PartyKey, type PartyUse } from './party.js';
import { listOf, membersOf, refuse, textOf } from './directory-form.js';

const CODE = /^[A-Za-z0-9@._:-]{1,64}$/;

/** One party of the directory. Throws on an unknown member or use, and on keys of another type. */
export function parseParty(value: unknown): Party {
  const members = membersOf(value, 'a party', ['code', 'use', 'sign'], ['dept', 'home', 'seal']);
  const code = textOf(members['code'], 'the code of a party');
  if (!CODE.test(code)) refuse(`${code} is no code`);
  const use = PARTY_USES.find((known) => known === members['use']);
  if (use === undefined) refuse(`${code} has an unknown use`);
  const sign = keysOf(members['sign'], 'ed25519', code);
  if (sign.length === 0) refuse(`${code} has no signing key`);
  const seal = members['seal'] === undefined ? [] : keysOf(members['seal'], 'x25519', code);
  const places = placesOf(members, code, use);
  if ((use === 'gateway' || use === 'connector') && seal.length === 0) refuse(`${code} has no sealing key`);
  return { code, use, sign, seal, ...places };
}

function placesOf(members: Readonly<Record<string, unknown>>, code: string, use: PartyUse): { dept?: string; home?: string } {
  if ((members['dept'] !== undefined) !== (use === 'connector')) refuse(`${code}: exactly connectors have a dept`);
  if ((members['home'] !== undefined) !== (use === 'gateway')) refuse(`${code}: exactly gateways have a home`);
  if (use === 'connector') return { dept: textOf(members['dept'], `the dept of ${code}`) };
  if (use === 'gateway') return { home: textOf(members['home'], `the home of ${code}`) };
  return {};
}

function keysOf(value: unknown, type: 'ed25519' | 'x25519', code: string): readonly PartyKey[] {
  return listOf(value, `the keys of ${code}`).map((item) => {
    const spki = fromBase64(textOf(item, `a key of ${code}`));
    if (spki === undefined) return refuse(`a key of ${code} is not base64`);
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType !== type) refuse(`a key of ${code} is not ${type}`);
    return { kid: kidOf(spki), spki, key };
  });
}
