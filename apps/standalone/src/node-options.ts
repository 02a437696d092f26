import type { ExternalServers } from './servers/external-servers.js';

export interface NodeOptions {
  /** Folder for everything the node keeps: keys, data of its servers, configuration, node.json. Made if missing. */
  readonly dataDir: string;
  /** Synthetic residents of the demonstration department, at least 5; default 200,000. */
  readonly residents?: number;
  /** Port of the gateway; by default that of the last run, else any free one. */
  readonly port?: number;
  /** One process per app instead of one for all. */
  readonly processes?: boolean;
  /** Servers to use instead of starting own ones. */
  readonly servers?: ExternalServers;
  /** Hears one short line for each step and each trouble. */
  readonly tell: (sentence: string) => void;
}

/** How a node ended. */
export interface NodeEnd {
  /** 0 after `stop`; 78 when starting again will not help until an operator acts. */
  readonly exitCode: number;
  readonly sentence: string;
}

export interface RunningNode {
  /** Path of node.json: addresses and tokens. */
  readonly nodeFile: string;
  /** Roots of the gateway and of the log's read API, without a trailing slash. */
  readonly gateway: string;
  readonly log: string;
  /** Resolves when everything has stopped, by `stop` or because an app could not go on. */
  readonly ended: Promise<NodeEnd>;
  /** Stops the apps and then their servers. Repeatable. */
  stop(): Promise<void>;
}
