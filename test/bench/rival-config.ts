import { type ClientConfig } from 'pg';

export interface RivalConfig {
  /** One process for the HTTP route, one for the row. */
  readonly role: 'front' | 'source';
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly source: ClientConfig;
  /** The same pool as the connector's. */
  readonly connections: number;
  /** The row by its key, `$1`. */
  readonly select: string;
}
