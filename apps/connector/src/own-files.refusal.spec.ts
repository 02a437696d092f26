import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@shutong/kernel';
import { ConfigError, readConfig } from '@shutong/platform';
import { POLICE, TestExchange } from './application/test-exchange.contract.js';
import { CONNECTOR_CONFIG_SCHEMA, type ConnectorConfig, type SourceConfig } from './connector-config.js';
import { readOwnFiles } from './own-files.js';

const POSTGRES = { host: '127.0.0.1', port: 5432, database: 'dept_ga', user: 'ga_reader', passwordFile: 'password' };
const PLACES = {
  postgres: { table: { schema: 'register', name: 'resident' } },
  http: { http: { path: '/residents' } },
  csv: { csv: { file: 'residents.csv' } },
};

describe('a connector', () => {
  let exchange: TestExchange;
  beforeAll(async () => {
    exchange = await TestExchange.open(systemClock);
  });
  afterAll(async () => exchange.remove());

  const configured = async (source: object, place: object = PLACES.csv): Promise<ConnectorConfig> => {
    const { files, home } = exchange;
    const mapping = join(home, 'mapping.json');
    const rows = { name: 'residents', dataset: 'D01@1', keys: { idNo: 'id_no' }, columns: { idNo: 'id_no' } };
    await writeFile(mapping, JSON.stringify({ ...rows, ...place }));
    const path = join(home, 'connector.json');
    const config = {
      code: 'ga-conn-1',
      department: POLICE,
      listen: { host: '127.0.0.1', port: 0 },
      kafka: { brokers: ['127.0.0.1:9092'] },
      directory: files.directory,
      signKey: files.key('ga-conn-1.sign.pem'),
      sealKey: files.key('ga-conn-1.seal.pem'),
      pairKeys: files.pairs,
      pinFile: join(home, 'pin.json'),
      journal: join(home, 'journal'),
      source,
      mappings: { residents: mapping },
      log: { url: 'http://127.0.0.1:1', tokenFile: join(home, 'log.token') },
    };
    await writeFile(path, JSON.stringify(config));
    return readConfig<ConnectorConfig>(path, CONNECTOR_CONFIG_SCHEMA);
  };

  const all: SourceConfig = {
    postgres: POSTGRES,
    http: { url: 'https://register.example/api/v1.2/', tokenFile: 'token' },
    csv: { folder: 'exports' },
  };

  it.each(['postgres', 'http', 'csv'] as const)('starts with a mapping that is read from a source %s', async (kind) => {
    const config = await configured({ [kind]: all[kind] }, PLACES[kind]);
    expect((await readOwnFiles(config)).mappings.get('residents')).toMatchObject(PLACES[kind]);
  });

  it.each(['postgres', 'http', 'csv'] as const)('does not start when its source %s is not configured', async (kind) => {
    const others = Object.fromEntries(Object.entries(all).filter(([name]) => name !== kind));
    const started = readOwnFiles(await configured(others, PLACES[kind]));
    await expect(started).rejects.toEqual(
      new ConfigError(`the mapping residents is read from a source ${kind}, but the configuration has no source.${kind}`),
    );
  });

  it.each<[string, object]>([
    ['no source', {}],
    ['a source nobody knows', { oracle: POSTGRES }],
    ['a folder without a name', { csv: { folder: '' } }],
    ['a token in the configuration', { http: { url: 'https://register.example', token: 'secret' } }],
    ...[
      'ftp://register.example',
      'file:///etc/passwd',
      'register.example',
      'https://user:password@register.example',
      'https://register.example?token=secret',
      'https://register.example/api#x',
      'https://register.example/../admin',
      'https://register.example//elsewhere',
      'https://register.example/api\nX: 1',
      '',
    ].map((url): [string, object] => [`the root ${JSON.stringify(url)}`, { http: { url } }]),
  ])('does not start with %s', async (_fault, source) => {
    await expect(configured(source)).rejects.toBeInstanceOf(ConfigError);
  });
});
