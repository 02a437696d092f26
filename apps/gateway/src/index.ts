export { openApiDocument } from './adapters/http/open-api-document.js';
export { GATEWAY_CONFIG_SCHEMA, type GatewayConfig } from './gateway-config.js';
export { startGateway } from './start-gateway.js';
