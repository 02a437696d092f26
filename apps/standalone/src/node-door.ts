import { Directory, type NodeFiles } from '@shutong/trust';
import { type AccessTokens, issueTokens } from './keys/access-tokens.js';
import { type NodeFile, writeNodeFile } from './node-file.js';
import type { NodeHome } from './node-home.js';

/** Tokens live for a day; the node may live longer. */
const REFRESH_MS = 12 * 3_600_000;

export interface Addresses {
  readonly gateway: string;
  readonly log: string;
  readonly processes: NodeFile['processes'];
}

/** Addresses and tokens for those who come from outside, kept fresh in node.json. */
export class NodeDoor {
  private addresses: Addresses | undefined;
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly home: NodeHome,
    private readonly files: NodeFiles,
    private readonly epoch: string,
    private tokens: AccessTokens,
    onFailure: () => void,
  ) {
    this.timer = setInterval(() => void this.refresh().catch(onFailure), REFRESH_MS).unref();
  }

  static async open(home: NodeHome, files: NodeFiles, epoch: string, tell: (sentence: string) => void): Promise<NodeDoor> {
    return new NodeDoor(home, files, epoch, await issueTokens(home, files, epoch), () => {
      tell(`The tokens in ${home.nodeFile} could not be renewed and end within a day.`);
    });
  }

  /** Throws for a system that the node does not have. */
  tokenOf(system: string): string {
    const found = this.tokens.systems.find(({ name }) => name === system);
    if (found === undefined) throw new Error(`the node has no system ${system}`);
    return found.token;
  }

  /** Writes node.json, now and after each renewal of the tokens. */
  async announce(addresses: Addresses): Promise<void> {
    this.addresses = addresses;
    await this.write(addresses);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async refresh(): Promise<void> {
    this.tokens = await issueTokens(this.home, this.files, this.epoch);
    if (this.addresses !== undefined) await this.write(this.addresses);
  }

  private async write({ gateway, log, processes }: Addresses): Promise<void> {
    const { vkey } = (await Directory.load(this.files.directory)).vkey;
    const { systems } = this.tokens;
    await writeNodeFile(this.home, { gateway, log: { url: log, vkey, token: this.tokens.log }, systems, processes });
  }
}
