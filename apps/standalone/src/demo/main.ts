import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { playDemo } from './play-demo.js';

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const report = await playDemo((text) => process.stdout.write(text));
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.ok ? 0 : 1;
