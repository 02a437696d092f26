import type { Mapping } from '@shutong/contracts';
import { ConfigError } from '@shutong/platform';
import { Directory, loadSealingKey, loadSigningKey, PairKeys, type SealingKey, type SigningKey } from '@shutong/trust';
import { readMappings } from './adapters/file/read-mappings.js';
import { sourceKindOf } from './adapters/mapped-source.js';
import type { ConnectorConfig } from './connector-config.js';

/** What a connector reads at start: its own row of protocol.md §1, the directory, its mappings. */
export interface OwnFiles {
  readonly directory: Directory;
  readonly signKey: SigningKey;
  readonly sealKey: SealingKey;
  readonly pairKeys: PairKeys;
  readonly mappings: ReadonlyMap<string, Mapping>;
  readonly shard: string;
}

/** Throws `ConfigError` with the sentence of whatever is missing, open to others or not listed: such a connector must not start. */
export async function readOwnFiles(config: ConnectorConfig): Promise<OwnFiles> {
  try {
    const directory = await Directory.load(config.directory);
    const signKey = await loadSigningKey(config.signKey);
    const sealKey = await loadSealingKey(config.sealKey);
    const shard = directory.shardOf(config.department);
    const listed = directory.connectorOf(config.department);
    if (shard === undefined || listed?.code !== config.code)
      throw new Error(`directory.json lists no connector ${config.code} of ${config.department}`);
    const isListed = listed.sign.some(({ kid }) => kid === signKey.kid) && listed.seal.some(({ kid }) => kid === sealKey.kid);
    if (signKey.code !== config.code || !isListed) throw new Error(`directory.json lists other keys of ${config.code}`);
    return {
      directory,
      signKey,
      sealKey,
      pairKeys: new PairKeys(config.pairKeys),
      mappings: await servedMappings(config),
      shard,
    };
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'The files of the connector cannot be read.');
  }
}

/** A mapping without its source would have every question about its dataset fail: better told to the officer than to the clerks. */
async function servedMappings({ mappings: files, source }: ConnectorConfig): Promise<OwnFiles['mappings']> {
  const mappings = await readMappings(files);
  for (const [name, mapping] of mappings) {
    const kind = sourceKindOf(mapping);
    if (source[kind] === undefined)
      throw new Error(`the mapping ${name} is read from a source ${kind}, but the configuration has no source.${kind}`);
  }
  return mappings;
}
