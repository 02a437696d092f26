import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { playDemo } from './play-demo.js';
import { SCENES } from './scenes/index.js';

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const unknown = positionals.filter((id) => !SCENES.some((scene) => scene.id === id));
if (unknown.length > 0) {
  process.stderr.write(`There is no scene ${unknown.join(' ')}: name any of ${SCENES.map(({ id }) => id).join(' ')}.\n`);
  process.exitCode = 2;
} else {
  const scenes = positionals.length === 0 ? SCENES : SCENES.filter(({ id }) => positionals.includes(id));
  const report = await playDemo(scenes, (text) => process.stdout.write(text));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.ok ? 0 : 1;
}
