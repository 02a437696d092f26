export { NOTARY_CONFIG_SCHEMA, type NotaryConfig } from './notary-config.js';
