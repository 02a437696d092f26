import 'reflect-metadata';
import { runMain } from '@shutong/platform';
import { GATEWAY_CONFIG_SCHEMA } from './gateway-config.js';
import { startGateway } from './start-gateway.js';

await runMain('gateway', GATEWAY_CONFIG_SCHEMA, startGateway);
