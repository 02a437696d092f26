import { type Clock, fail, ok, type Randomness, type Result } from '@shutong/kernel';
import { type Directory, sealKeyInUse } from '../directory/directory.js';
import type { SealingKey } from '../keys/sealing-key.js';
import { openBox, sealBox } from './box.js';
import { isSealHourNear, sealHour } from './seal-hour.js';
import { SealKeys } from './seal-keys.js';
import { answerAad, queryAad, splitSealed } from './sealed-text.js';

/** A gateway's side of the sealing: queries out, answers in. */
export class GatewaySeals {
  readonly #keys: SealKeys;
  readonly #gw: string;

  constructor(
    own: SealingKey,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly randomness: Randomness,
  ) {
    this.#keys = new SealKeys(own);
    this.#gw = own.code;
  }

  /** Item member `s`. Fails when the directory knows no connector of that department. */
  sealQuery(query: {
    readonly id: string;
    readonly dept: string;
    readonly plaintext: string;
  }): Result<string, 'SEAL_KEY_UNKNOWN'> {
    const connector = this.directory.connectorOf(query.dept);
    const partner = connector === undefined ? undefined : sealKeyInUse(connector);
    if (partner === undefined) return fail('SEAL_KEY_UNKNOWN');
    const hour = sealHour(this.clock.now());
    const key = this.#keys.between({ gw: this.#gw, dept: query.dept }, partner, hour, 'query');
    const box = sealBox(key, queryAad(query.id, this.#gw, query.dept), query.plaintext, this.randomness);
    return ok(`${hour}.${this.#keys.kid}.${partner.kid}.${box}`);
  }

  /** The answer's plaintext as the department wrote it; not yet checked against any schema. */
  openAnswer(answer: {
    readonly id: string;
    readonly lh: string;
    readonly dept: string;
    readonly sealed: string;
  }): Result<Uint8Array, 'SEAL_INVALID'> {
    const sealed = splitSealed(answer.sealed);
    if (sealed === undefined || sealed.gwKid !== this.#keys.kid) return fail('SEAL_INVALID');
    const partner = this.directory.connectorOf(answer.dept)?.seal.find(({ kid }) => kid === sealed.deptKid);
    if (partner === undefined || !isSealHourNear(sealed.hour, this.clock.now())) return fail('SEAL_INVALID');
    const key = this.#keys.between({ gw: this.#gw, dept: answer.dept }, partner, sealed.hour, 'answer');
    const plaintext = openBox(key, answerAad(answer.id, answer.lh), sealed.nonce, sealed.body);
    return plaintext === undefined ? fail('SEAL_INVALID') : ok(plaintext);
  }
}
