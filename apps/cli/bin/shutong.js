#!/usr/bin/env node
// npm links this file at install, when nothing is built yet.
import { existsSync } from 'node:fs';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  process.stderr.write('shutong is not built yet: run "npm run build" (npm start does it too).\n');
  process.exitCode = 2;
}
