import { LISTEN_SCHEMA, type ListenConfig, POSTGRES_SCHEMA, type PostgresConfig } from '@shutong/platform';

/** Configuration of the read side of one log. Paths are absolute or relative to the working directory. */
export interface AuditConfig {
  /** `audit-1`. */
  readonly code: string;
  readonly listen: ListenConfig;
  /** A role that may only select from the schema `notary`. */
  readonly postgres: PostgresConfig;
  /** `trust/directory.json`: the log's origin, which is the audience of its tokens, and its key. */
  readonly directory: string;
  readonly tokens: {
    readonly issuer: string;
    /** JWKS file of the issuer. */
    readonly jwks: string;
  };
}

const TEXT = { type: 'string', minLength: 1 } as const;

export const AUDIT_CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'listen', 'postgres', 'directory', 'tokens'],
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
    listen: LISTEN_SCHEMA,
    postgres: POSTGRES_SCHEMA,
    directory: TEXT,
    tokens: {
      type: 'object',
      additionalProperties: false,
      required: ['issuer', 'jwks'],
      properties: { issuer: TEXT, jwks: TEXT },
    },
  },
} as const;
