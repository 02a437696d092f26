/** Writes document and mapping of every dataset from its officer's sheet; with --check it only compares. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { documentOf } from './datasets/document.mjs';
import { mappingOf } from './datasets/mapping.mjs';

const ROOT = new URL('../../schemas/datasets/', import.meta.url);
const isCheck = process.argv.includes('--check');

for (const code of (await readdir(ROOT)).toSorted()) {
  const sheet = { code, ...JSON.parse(await readFile(new URL(`${code}/dataset.json`, ROOT), 'utf8')) };
  await put(`${code}/document.json`, documentOf(sheet));
  await put(`${code}/mapping.json`, mappingOf(sheet));
}

async function put(path, value) {
  const target = new URL(path, ROOT);
  const config = await resolveConfig(fileURLToPath(target));
  const text = await format(JSON.stringify(value, null, 2), { ...config, parser: 'json' });
  if (!isCheck) return writeFile(target, text);
  if (text === (await readFile(target, 'utf8').catch(() => ''))) return;
  process.stderr.write(`schemas/datasets/${path} differs from its sheet: run \`npm run generate\`.\n`);
  process.exitCode = 1;
}
