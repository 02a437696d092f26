import {
  KAFKA_SCHEMA,
  type KafkaConfig,
  LISTEN_SCHEMA,
  type ListenConfig,
  POSTGRES_SCHEMA,
  type PostgresConfig,
} from '@shutong/platform';

/** Configuration of one department's connector; secrets by file path (protocol.md §1: only its own row). */
export interface ConnectorConfig {
  readonly code: string;
  /** USCC of the department. */
  readonly department: string;
  readonly listen: ListenConfig;
  readonly kafka: KafkaConfig;
  readonly directory: string;
  readonly signKey: string;
  readonly sealKey: string;
  /** Folder `pair` with the pair keys of this department. */
  readonly pairKeys: string;
  readonly pinFile: string;
  /** Folder of the journal, this connector's alone. */
  readonly journal: string;
  /** At least one; a mapping names the one that it is read from. */
  readonly source: SourceConfig;
  /** Name of a mapping, as dataset documents give it → file. */
  readonly mappings: Readonly<Record<string, string>>;
  /** Read API of the log, for consistency proofs. */
  readonly log: { readonly url: string; readonly tokenFile: string };
}

export interface SourceConfig {
  readonly postgres?: PostgresConfig;
  /** Root of a JSON interface. The bearer token stands in a file of its own, readable by its owner only. */
  readonly http?: { readonly url: string; readonly tokenFile?: string };
  /** Folder with the CSV files that the department's system exports. */
  readonly csv?: { readonly folder: string };
}

const PATH = { type: 'string', minLength: 1 } as const;

/** Scheme, host and a path that goes down: no user information, which errors would quote, no query, nothing that leads elsewhere. */
const ROOT_URL = {
  type: 'string',
  pattern: '^https?://[A-Za-z0-9.:\\[\\]-]+(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?$',
} as const;

const SOURCE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: {
    postgres: POSTGRES_SCHEMA,
    http: {
      type: 'object',
      additionalProperties: false,
      required: ['url'],
      properties: { url: ROOT_URL, tokenFile: PATH },
    },
    csv: { type: 'object', additionalProperties: false, required: ['folder'], properties: { folder: PATH } },
  },
} as const;

export const CONNECTOR_CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: [
    'code',
    'department',
    'listen',
    'kafka',
    'directory',
    'signKey',
    'sealKey',
    'pairKeys',
    'pinFile',
    'journal',
    'source',
    'mappings',
    'log',
  ],
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z0-9@._:-]{1,64}$' },
    department: { type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' },
    listen: LISTEN_SCHEMA,
    kafka: KAFKA_SCHEMA,
    directory: PATH,
    signKey: PATH,
    sealKey: PATH,
    pairKeys: PATH,
    pinFile: PATH,
    journal: PATH,
    source: SOURCE_SCHEMA,
    mappings: { type: 'object', additionalProperties: PATH },
    log: {
      type: 'object',
      additionalProperties: false,
      required: ['url', 'tokenFile'],
      properties: { url: PATH, tokenFile: PATH },
    },
  },
} as const;
