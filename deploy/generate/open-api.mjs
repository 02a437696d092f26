/** Writes docs/openapi.json from the gateway's own document; with --check it only compares. */
import { readFile, writeFile } from 'node:fs/promises';
import { openApiDocument } from '@shutong/gateway';

const target = new URL('../../docs/openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const found = await readFile(target, 'utf8').catch(() => '');
  if (found !== text) {
    process.stderr.write('docs/openapi.json differs from the gateway: run `npm run generate`.\n');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}
