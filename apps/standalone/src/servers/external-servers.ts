import { ConfigError, KAFKA_SCHEMA, type KafkaConfig, readConfig } from '@shutong/platform';
import type { PostgresAddress } from '@shutong/embedded';
import { readSecretFile } from '@shutong/store';
import { StartFailure } from '../start-failure.js';

/** Servers that run already; what is absent is started by the node. */
export interface ExternalServers {
  /** With a role that may make databases and roles. */
  readonly postgres?: PostgresAddress;
  readonly kafka?: KafkaConfig;
}

interface ServersFile {
  readonly postgres?: Omit<PostgresAddress, 'password'> & { readonly passwordFile: string };
  readonly kafka?: KafkaConfig;
}

const SERVERS_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    postgres: {
      type: 'object',
      additionalProperties: false,
      required: ['host', 'port', 'user', 'passwordFile'],
      properties: {
        host: { type: 'string', minLength: 1 },
        port: { type: 'integer', minimum: 1, maximum: 65_535 },
        user: { type: 'string', minLength: 1 },
        passwordFile: { type: 'string', minLength: 1 },
      },
    },
    kafka: KAFKA_SCHEMA,
  },
} as const;

/** Reads the file of `--servers`. Throws `StartFailure` with a sentence. */
export async function readExternalServers(path: string): Promise<ExternalServers> {
  try {
    const { postgres, kafka } = await readConfig<ServersFile>(path, SERVERS_SCHEMA);
    return { ...(kafka !== undefined && { kafka }), ...(postgres !== undefined && { postgres: await withPassword(postgres) }) };
  } catch (error) {
    if (error instanceof ConfigError) throw new StartFailure(78, error.message);
    throw error;
  }
}

async function withPassword({ passwordFile, ...address }: NonNullable<ServersFile['postgres']>): Promise<PostgresAddress> {
  try {
    return { ...address, password: await readSecretFile(passwordFile) };
  } catch {
    // The reason may quote the file's content; its place says enough.
    throw new StartFailure(
      78,
      `Cannot read the password file ${passwordFile}: it must exist, hold a password and be readable by you only (0600).`,
    );
  }
}
