import { type Clock, fail, ok, type Randomness, type Result } from '@shutong/kernel';
import { type Directory, sealKeyInUse } from '../directory/directory.js';
import type { Party } from '../directory/party.js';
import type { SealingKey } from '../keys/sealing-key.js';
import { openBox, sealBox } from './box.js';
import { isSealHourNear, sealHour } from './seal-hour.js';
import { SealKeys } from './seal-keys.js';
import { answerAad, queryAad, splitSealed } from './sealed-text.js';

/** A department's side of the sealing: queries in, answers out. */
export class DepartmentSeals {
  readonly #keys: SealKeys;

  constructor(
    own: SealingKey,
    /** USCC. */
    private readonly department: string,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    this.#keys = new SealKeys(own);
  }

  /** The question in plain. `gw` is the gateway whose signature stands on the header, not what the sealed text says. */
  openQuery(query: { readonly id: string; readonly gw: string; readonly sealed: string }): Result<Uint8Array, 'SEAL_INVALID'> {
    const sealed = splitSealed(query.sealed);
    if (sealed === undefined || sealed.deptKid !== this.#keys.kid) return fail('SEAL_INVALID');
    const partner = this.#gateway(query.gw)?.seal.find(({ kid }) => kid === sealed.gwKid);
    if (partner === undefined || !isSealHourNear(sealed.hour, this.clock.now())) return fail('SEAL_INVALID');
    const key = this.#keys.between({ gw: query.gw, dept: this.department }, partner, sealed.hour, 'query');
    const plaintext = openBox(key, queryAad(query.id, query.gw, this.department), sealed.nonce, sealed.body);
    return plaintext === undefined ? fail('SEAL_INVALID') : ok(plaintext);
  }

  /** Reply member `sealed`, for that gateway alone. */
  sealAnswer(answer: {
    readonly id: string;
    readonly lh: string;
    readonly gw: string;
    readonly plaintext: string;
  }): Result<string, 'SEAL_KEY_UNKNOWN'> {
    const gateway = this.#gateway(answer.gw);
    const partner = gateway === undefined ? undefined : sealKeyInUse(gateway);
    if (partner === undefined) return fail('SEAL_KEY_UNKNOWN');
    const hour = sealHour(this.clock.now());
    const key = this.#keys.between({ gw: answer.gw, dept: this.department }, partner, hour, 'answer');
    const box = sealBox(key, answerAad(answer.id, answer.lh), answer.plaintext, this.randomness);
    return ok(`${hour}.${partner.kid}.${this.#keys.kid}.${box}`);
  }

  #gateway(code: string): Party | undefined {
    const party = this.directory.party(code);
    return party?.use === 'gateway' ? party : undefined;
  }
}
