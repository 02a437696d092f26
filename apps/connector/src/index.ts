export { CONNECTOR_CONFIG_SCHEMA, type ConnectorConfig } from './connector-config.js';
export { startConnector } from './start-connector.js';
