import { generateKeyPairSync } from 'node:crypto';
import { canonicalJson, hashText, newId, systemRandomness, toInstant } from '@shutong/kernel';
import { commitAll, newEntrySalt, OpeningSealer, publicJwk } from '@shutong/trust';
import type { JWK } from 'jose';
import { type GrownLog, logOf, testLogKey } from './grown-log.contract.js';

export const HOUR_MS = 3_600_000;
export const EPOCH = '2026h2';
const START = Date.parse('2026-11-22T08:00:00.000Z');

/** Persons of the fixture city. */
export const ZHANG = { t: 'idNo', v: '990104190001010017' };
export const LI = { t: 'idNo', v: '990104190001010025' };

export interface WrittenEntry {
  readonly index: number;
  readonly id: string;
  readonly leaf: string;
  readonly c: Readonly<Record<string, string>>;
  /** What a sealer put beside it. */
  readonly opening?: string;
}

export interface ErasureMembers {
  readonly of: { readonly from: number; readonly to: number } | readonly number[];
  readonly f: readonly string[];
  readonly ep?: string;
}

/** A log with openings in the making, as sealers and notary write them together; `hour` moves on by hand. */
export class WrittenLog {
  /** The audit's key pair. */
  readonly audit = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JWK;
  readonly entries: WrittenEntry[] = [];
  readonly keys = new Map<string, { readonly jwe: string; readonly at: number }>();
  hour = 0;
  readonly #sealer = new OpeningSealer(publicJwk(this.audit), { now: () => this.#now }, systemRandomness);

  get #now(): number {
    return START + this.hour * HOUR_MS;
  }

  /** A permitted query about a person. */
  query(subject: { readonly t: string; readonly v: string }): Promise<WrittenEntry> {
    const op = { dept: '11990104MB9100059W', no: 'mz-0042' };
    return this.write({ k: 'query-permitted' }, { subject, op, query: { keys: { idNo: subject.v } }, case: 'DB-2026-000381' });
  }

  /** A fact of the audit. Its own opening names an officer and a request. */
  erasure(members: ErasureMembers): Promise<WrittenEntry> {
    const src = { by: 'audit-1', d: hashText('the header') };
    const leaf = { v: 1, k: 'opening.erased', at: toInstant(this.#now), src, law: 'PIPL-47', n: 1, ...members };
    return this.write(leaf, { op: { dept: '11990104MB9100016F', no: 'sj-0009' }, request: 'DSR-2026-0004' });
  }

  async write(members: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): Promise<WrittenEntry> {
    const id = newId(systemRandomness);
    const salt = newEntrySalt(systemRandomness);
    const c = commitAll(salt, values);
    const hasValues = Object.keys(values).length > 0;
    const opening = hasValues ? await this.#sealer.seal(id, salt, values) : undefined;
    for (const { okid, jwe } of this.#sealer.okeysDue(opening === undefined ? [] : [opening]))
      this.keys.set(okid, { jwe, at: this.#now });
    const leaf = canonicalJson({ ...members, id, ...(hasValues && { c }) });
    const entry = { index: this.entries.length, id, leaf, c, ...(opening !== undefined && { opening }) };
    this.entries.push(entry);
    return entry;
  }

  grown(): GrownLog {
    const bytes = this.entries.map(({ leaf }) => Buffer.from(leaf));
    const ids = this.entries.map(({ id }) => id);
    return logOf(bytes, ids, testLogKey());
  }
}
