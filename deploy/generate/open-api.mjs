import { openApiDocument } from '@shutong/gateway';

/** docs/openapi.json, the gateway's own document. */
export function openApiFile() {
  return `${JSON.stringify(openApiDocument(), null, 2)}\n`;
}
