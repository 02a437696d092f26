import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shutong } from './shutong.js';
import type { Stage } from './stage.js';

/** Submits a fact as a service does, through the command line; resolves with its log index, undefined when it was refused. */
export async function submitFact(
  { folder, dataDir, nodeFile, narrator }: Stage,
  service: string,
  fact: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  const file = join(folder, `fact-${String(Math.random()).slice(2)}.json`);
  await writeFile(file, JSON.stringify(fact), { mode: 0o600 });
  const key = join(dataDir, 'keys', `${service}.sign.pem`);
  const { exitCode, output } = await shutong(['fact', 'submit', file, '--key', key, '--node', nodeFile, '--json'], folder);
  if (exitCode === 0) return (JSON.parse(output) as { index: number }).index;
  narrator.say(output);
  return undefined;
}
