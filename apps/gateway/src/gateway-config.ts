import { KAFKA_SCHEMA, type KafkaConfig, LISTEN_SCHEMA, type ListenConfig } from '@shutong/platform';

/** Configuration of one gateway instance; secrets by file path (protocol.md §1: only its own row). */
export interface GatewayConfig {
  readonly code: string;
  readonly listen: ListenConfig;
  readonly kafka: KafkaConfig;
  readonly directory: string;
  readonly signKey: string;
  readonly sealKey: string;
  readonly idemKey: string;
  /** Folder `pair` with the pair keys of the consumers this gateway serves. */
  readonly pairKeys: string;
  readonly pinFile: string;
  /** Whose access tokens count. */
  readonly tokens: { readonly issuer: string; readonly jwks: string };
  /** Read API of the log, for consistency proofs and receipts. */
  readonly log: { readonly url: string; readonly tokenFile: string };
  /** Requests of one system per second. */
  readonly ratePerSecond: number;
  /** Region table of identifiers: the fixture city is accepted in demonstrations only. */
  readonly regions: 'national' | 'fixture';
}

const PATH = { type: 'string', minLength: 1 } as const;

export const GATEWAY_CONFIG_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: [
    'code',
    'listen',
    'kafka',
    'directory',
    'signKey',
    'sealKey',
    'idemKey',
    'pairKeys',
    'pinFile',
    'tokens',
    'log',
    'ratePerSecond',
    'regions',
  ],
  properties: {
    code: { type: 'string', pattern: '^[A-Za-z0-9@._:-]{1,64}$' },
    listen: LISTEN_SCHEMA,
    kafka: KAFKA_SCHEMA,
    directory: PATH,
    signKey: PATH,
    sealKey: PATH,
    idemKey: PATH,
    pairKeys: PATH,
    pinFile: PATH,
    tokens: {
      type: 'object',
      additionalProperties: false,
      required: ['issuer', 'jwks'],
      properties: { issuer: PATH, jwks: PATH },
    },
    log: {
      type: 'object',
      additionalProperties: false,
      required: ['url', 'tokenFile'],
      properties: { url: PATH, tokenFile: PATH },
    },
    ratePerSecond: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    regions: { enum: ['national', 'fixture'] },
  },
} as const;
