import {
  KAFKA_SCHEMA,
  type KafkaConfig,
  LISTEN_SCHEMA,
  type ListenConfig,
  POSTGRES_SCHEMA,
  type PostgresConfig,
} from '@shutong/platform';

/** Configuration of one notary: one shard, one epoch. Paths are absolute or relative to the working directory. */
export interface NotaryConfig {
  /** `notary-<shard>`. */
  readonly code: string;
  readonly shard: string;
  readonly epoch: string;
  readonly listen: ListenConfig;
  readonly kafka: KafkaConfig;
  /** Owner of the schema `notary`. */
  readonly postgres: PostgresConfig;
  /** `trust/directory.json`. */
  readonly directory: string;
  /** `keys/log.pem`. */
  readonly logKey: string;
  /** `notary/mark.json`; its folder must exist. */
  readonly markFile: string;
}

const PATH = { type: 'string', minLength: 1 } as const;

export const NOTARY_CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['code', 'shard', 'epoch', 'listen', 'kafka', 'postgres', 'directory', 'logKey', 'markFile'],
  properties: {
    code: { type: 'string', pattern: '^notary-[a-z0-9]+$' },
    shard: { type: 'string', pattern: '^[a-z0-9]+$' },
    epoch: { type: 'string', pattern: '^[0-9]{4}h[12][a-z]?$' },
    listen: LISTEN_SCHEMA,
    kafka: KAFKA_SCHEMA,
    postgres: POSTGRES_SCHEMA,
    directory: PATH,
    logKey: PATH,
    markFile: PATH,
  },
} as const;
