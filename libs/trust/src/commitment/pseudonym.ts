import { createHmac, hkdfSync } from 'node:crypto';
import { toBase64Url } from '@shutong/kernel';

/** Who an entry is about: `t` is `idNo`, `uscc` or the key's name, `v` its canonical value (domain.md §8). */
export interface Subject {
  readonly t: string;
  readonly v: string;
}

/** K_pair: nobody can join what two pairs of departments say about one person, nor two half-years (ledger.md §4). */
export function pairKey(subKey: Uint8Array, epoch: string, prov: string, cons: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', subKey, new Uint8Array(), `shutong/sub/v1\n${epoch}\n${prov}\n${cons}`, 32));
}

/** The member `sub`: 22 characters under which `decide` finds the consent. */
export function pseudonym(key: Uint8Array, subject: Subject): string {
  const tag = createHmac('sha256', key).update(`${subject.t}\n${subject.v}`).digest();
  return toBase64Url(tag.subarray(0, 16));
}
