import { readFile } from 'node:fs/promises';
import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';

/** Where an app listens. 0 takes any free port. */
export interface ListenConfig {
  readonly host: '127.0.0.1';
  readonly port: number;
}

export interface KafkaConfig {
  readonly brokers: readonly string[];
}

/** The password stands in a file of its own, readable by its owner only. */
export interface PostgresConfig {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly passwordFile: string;
}

export const LISTEN_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'port'],
  properties: { host: { const: '127.0.0.1' }, port: { type: 'integer', minimum: 0, maximum: 65_535 } },
} as const;

export const KAFKA_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['brokers'],
  properties: { brokers: { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[^:]+:[0-9]+$' } } },
} as const;

export const POSTGRES_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['host', 'port', 'database', 'user', 'passwordFile'],
  properties: {
    host: { type: 'string', minLength: 1 },
    port: { type: 'integer', minimum: 1, maximum: 65_535 },
    database: { type: 'string', minLength: 1 },
    user: { type: 'string', minLength: 1 },
    passwordFile: { type: 'string', minLength: 1 },
  },
} as const;

export class ConfigError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'ConfigError';
  }
}

/** Reads and validates a configuration file. Throws `ConfigError`, whose sentence names the file and the member to change. */
export async function readConfig<T>(path: string, schema: object): Promise<T> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new ConfigError(`Cannot read the configuration ${path}: it must be a JSON file.`);
  }
  const validate = new Ajv2020({ strict: true, logger: false }).compile(schema as JSONSchemaType<T>);
  if (validate(value)) return value;
  const [first] = validate.errors ?? [];
  throw new ConfigError(
    `The configuration ${path} is refused at "${first?.instancePath ?? ''}": ${first?.message ?? 'invalid'}.`,
  );
}
