/** Writes every generated document; with --check it only compares, and names those that are stale. */
import { readFile, writeFile } from 'node:fs/promises';
import { GENERATED } from './generated.mjs';

const isCheck = process.argv.includes('--check');

for (const { path, from, text } of GENERATED) {
  const target = new URL(`../../${path}`, import.meta.url);
  const [found, wanted] = [await readFile(target, 'utf8').catch(() => ''), text()];
  if (found === wanted) continue;
  if (isCheck) {
    process.stderr.write(`${path} differs from ${from}: run \`npm run generate\`.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(target, wanted);
    process.stdout.write(`${path} written from ${from}\n`);
  }
}
