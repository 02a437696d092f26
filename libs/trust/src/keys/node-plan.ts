import { join } from 'node:path';

/** Whom a node's first start makes keys for. */
export interface NodePlan {
  readonly origin: string;
  readonly epoch: string;
  readonly shard: string;
  readonly gateways: readonly string[];
  readonly connectors: readonly { readonly code: string; readonly dept: string }[];
  readonly services: readonly { readonly code: string; readonly use: 'registry' | 'consent' | 'audit' }[];
  /** Provider and consumer departments (USCC) that may exchange personal data. */
  readonly pairs: readonly { readonly prov: string; readonly cons: string }[];
}

/** Where a node's keys and trust stand under its data folder. */
export class NodeFiles {
  readonly keys: string;
  readonly pairs: string;
  readonly directory: string;
  /** Public half of the development issuer. */
  readonly jwks: string;

  constructor(
    home: string,
    /** Names of the files that this start made, for the operator. */
    readonly made: readonly string[],
  ) {
    this.keys = join(home, 'keys');
    this.pairs = join(this.keys, 'pair');
    this.directory = join(home, 'trust', 'directory.json');
    this.jwks = join(home, 'trust', 'jwks.json');
  }

  /** A key file by name, e.g. `gw-1.sign.pem`. */
  key(name: string): string {
    return join(this.keys, name);
  }
}
