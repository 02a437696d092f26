import { POSTGRES_SCHEMA, type PostgresConfig } from '@shutong/platform';
import type { GatewayDoor } from './adapters/http/gateway-access-book.js';

/** Configuration of the program that finds and erases openings. Apart from the read side: that one never has the audit key. */
export interface EraseConfig {
  /** `audit-1`. */
  readonly code: string;
  readonly shard: string;
  /** A role that may select openings, their keys and their entries, and call the two functions that erase (SECURITY.md). */
  readonly postgres: PostgresConfig;
  readonly directory: string;
  /** `audit.jwk`: content keys are wrapped for it. */
  readonly auditKey: string;
  /** `audit-1.sign.pem`: a search is stated in the log before its result is shown. */
  readonly signKey: string;
  readonly gateway: GatewayDoor;
}

const TEXT = { type: 'string', minLength: 1 } as const;

export const ERASE_CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'shard', 'postgres', 'directory', 'auditKey', 'signKey', 'gateway'],
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
    shard: TEXT,
    postgres: POSTGRES_SCHEMA,
    directory: TEXT,
    auditKey: TEXT,
    signKey: TEXT,
    gateway: {
      type: 'object',
      additionalProperties: false,
      required: ['url', 'code', 'tokenFile'],
      properties: { url: { type: 'string', pattern: '^https?://' }, code: TEXT, tokenFile: TEXT },
    },
  },
} as const;
