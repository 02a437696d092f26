import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DemoReport } from './demo-report.js';
import { shutong } from './shutong.js';
import type { Stage } from './stage.js';

/** Where the log is read, and the key it is known by. */
export interface LogAddress {
  readonly url: string;
  readonly vkey: string;
  readonly token: string;
}

/** Checks every receipt, by a process that has nothing but these files and the log's public key. */
export async function verifyReceipts({ archive, folder, narrator }: Stage, vkey: string): Promise<DemoReport['receipts']> {
  narrator.title('Verification (核验) by a program that knows only the public key');
  const alone = await mkdtemp(join(folder, 'outsider-'));
  const files = archive.files.map((file) => basename(file));
  await Promise.all(archive.files.map((file) => copyFile(file, join(alone, basename(file)))));
  const { exitCode, output } = await shutong(['verify', ...files, '--vkey', vkey, '--json'], alone);
  const verified = output.split('\n').filter((line) => line.startsWith('{"result":"ok"')).length;
  if (exitCode !== 0) narrator.say(output.split('\n').at(-2) ?? '');
  narrator.claim(
    `${String(verified)} of ${String(files.length)} receipts verify`,
    exitCode === 0 && verified === files.length && verified > 0,
  );
  return { verified, of: files.length };
}

/** Checks the whole log, and recomputes every decision from it: signature, tree, entries, references, and what each permit rests on. */
export async function verifyLog(stage: Stage, log: LogAddress): Promise<DemoReport['log']> {
  const { narrator } = stage;
  const verification = await onLog<{ readonly size: number }>(stage, log, 'verify');
  const size = verification?.size ?? 0;
  const verified = narrator.claim(`The whole log of ${String(size)} entries verifies`, size > 0);
  const replay = await onLog<Replay>(stage, log, 'replay');
  const { decisions = 0, mismatches } = replay ?? {};
  const replayMismatches = mismatches?.length ?? null;
  narrator.claim(
    `${String(decisions)} decisions recomputed from the log alone: ${replayMismatches === null ? 'no result' : String(replayMismatches)} mismatches`,
    replayMismatches === 0 && decisions > 0,
  );
  return { size, verified, decisions, replayMismatches };
}

interface Replay {
  readonly decisions: number;
  readonly mismatches: readonly unknown[];
}

/** Runs `shutong verify` or `shutong replay` with the public key and a reader's token; undefined when it finds something wrong. */
async function onLog<T>({ folder, narrator }: Stage, log: LogAddress, command: 'verify' | 'replay'): Promise<T | undefined> {
  const tokenFile = join(folder, 'log.token');
  await writeFile(tokenFile, log.token, { mode: 0o600 });
  const trusted = ['--vkey', log.vkey, '--token-file', tokenFile, '--json'];
  const { exitCode, output } = await shutong([command, log.url, ...trusted], folder);
  if (exitCode === 0) return JSON.parse(output) as T;
  narrator.say(output);
  return undefined;
}
