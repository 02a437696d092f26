import 'reflect-metadata';
import { runMain } from '@shutong/platform';
import { CONNECTOR_CONFIG_SCHEMA } from './connector-config.js';
import { startConnector } from './start-connector.js';

await runMain('connector', CONNECTOR_CONFIG_SCHEMA, startConnector);
