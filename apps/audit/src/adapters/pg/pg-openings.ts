import { fromBase64Url, toBase64Url } from '@shutong/kernel';
import { sqlFile } from '@shutong/store';
import type pg from 'pg';
import { Openings, type SealedOpening, type Stretch } from '../../application/openings.port.js';

const OPENINGS = sqlFile(import.meta.url, '../../../sql/openings.sql');
const CONTENT_KEY = 'select jwe from notary.opening_key where okid = $1';

interface Row {
  readonly idx: number;
  readonly id: Buffer;
  readonly body: Buffer;
  readonly bytes: Buffer;
}

/** Openings where the notary keeps them, through a role that may select them. */
export class PgOpenings extends Openings {
  constructor(private readonly pool: pg.Pool) {
    super();
  }

  override async within({ epoch, from, to, among }: Stretch, limit: number): Promise<readonly SealedOpening[]> {
    const answer = await this.pool.query<Row>(OPENINGS, [epoch, from, to, among ?? null, limit]);
    return answer.rows.map(({ idx, id, body, bytes }) => ({
      index: idx,
      id: toBase64Url(id),
      committed: committedIn(body),
      text: bytes.toString(),
    }));
  }

  override async contentKey(okid: string): Promise<string | undefined> {
    const answer = await this.pool.query<{ jwe: Buffer }>(CONTENT_KEY, [Buffer.from(fromBase64Url(okid) ?? new Uint8Array())]);
    return answer.rows[0]?.jwe.toString();
  }
}

/** Of a leaf, so its form is known. */
function committedIn(leaf: Buffer): readonly string[] {
  const { c = {} } = JSON.parse(leaf.toString()) as { readonly c?: Readonly<Record<string, string>> };
  return Object.keys(c);
}
