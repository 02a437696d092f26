export { NOTARY_CONFIG_SCHEMA, type NotaryConfig } from './notary-config.js';
export { startNotary } from './start-notary.js';
