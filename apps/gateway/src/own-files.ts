import { readFileSync } from 'node:fs';
import { ConfigError } from '@shutong/platform';
import { CodeTable } from '@shutong/standards';
import {
  Directory,
  loadSealingKey,
  loadSecretKey,
  loadSigningKey,
  PairKeys,
  type SealingKey,
  type SigningKey,
} from '@shutong/trust';
import type { GatewayConfig } from './gateway-config.js';

/** What a gateway reads at start: its own row of protocol.md §1, the directory, the table of laws. */
export interface OwnFiles {
  readonly directory: Directory;
  /** Shard of refusals that concern no department. */
  readonly home: string;
  readonly signKey: SigningKey;
  readonly sealKey: SealingKey;
  readonly idemKey: Uint8Array;
  readonly pairKeys: PairKeys;
  readonly laws: CodeTable;
}

const LAW_TABLE = new URL('../../../schemas/tables/law.json', import.meta.url);

/** Throws `ConfigError` with the sentence of whatever is missing, open to others or not listed: such a gateway must not start. */
export async function readOwnFiles(config: GatewayConfig): Promise<OwnFiles> {
  try {
    const directory = await Directory.load(config.directory);
    const signKey = await loadSigningKey(config.signKey);
    const sealKey = await loadSealingKey(config.sealKey);
    const listed = directory.party(config.code);
    if (listed?.use !== 'gateway' || listed.home === undefined) throw new Error(`directory.json lists no gateway ${config.code}`);
    const isListed = listed.sign.some(({ kid }) => kid === signKey.kid) && listed.seal.some(({ kid }) => kid === sealKey.kid);
    if (signKey.code !== config.code || !isListed) throw new Error(`directory.json lists other keys of ${config.code}`);
    const laws = CodeTable.parse(JSON.parse(readFileSync(LAW_TABLE, 'utf8')));
    if (!laws.ok) throw new Error('the table of laws cannot be read');
    return {
      directory,
      home: listed.home,
      signKey,
      sealKey,
      idemKey: await loadSecretKey(config.idemKey),
      pairKeys: new PairKeys(config.pairKeys),
      laws: laws.value,
    };
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'The files of the gateway cannot be read.');
  }
}
