import 'reflect-metadata';
import { runMain } from '@shutong/platform';
import { NOTARY_CONFIG_SCHEMA } from './notary-config.js';
import { startNotary } from './start-notary.js';

await runMain('notary', NOTARY_CONFIG_SCHEMA, startNotary);
