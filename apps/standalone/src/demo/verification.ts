import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoReport } from './demo-report.js';
import { shutong } from './shutong.js';
import type { Stage } from './stage.js';

/** Where the log is read, and the key it is known by. */
export interface LogAddress {
  readonly url: string;
  readonly vkey: string;
  readonly token: string;
}

/** Checks every receipt, each by a process that has nothing but that file and the log's public key. */
export async function verifyReceipts({ archive, folder, narrator }: Stage, vkey: string): Promise<boolean> {
  narrator.title('4. Verification (核验) by a program that knows only the public key');
  const verdicts: boolean[] = [];
  for (const file of archive.files) {
    const alone = await mkdtemp(join(folder, 'outsider-'));
    await copyFile(file, join(alone, 'receipt.json'));
    const { exitCode, output } = await shutong(['verify', 'receipt.json', '--vkey', vkey], alone);
    if (exitCode !== 0) narrator.say(output);
    verdicts.push(exitCode === 0);
  }
  const good = verdicts.filter(Boolean).length;
  return narrator.claim(`${String(good)} of ${String(verdicts.length)} receipts verify`, good === verdicts.length && good > 0);
}

/** Checks the whole log: signature, tree, every entry, order and references. */
export async function verifyLog({ folder, narrator }: Stage, log: LogAddress): Promise<DemoReport['log']> {
  const policy = join(folder, 'policy');
  await writeFile(policy, `log ${log.vkey}\nquorum none\n`);
  const tokenFile = join(folder, 'log.token');
  await writeFile(tokenFile, log.token, { mode: 0o600 });
  const { exitCode, output } = await shutong(
    ['verify', log.url, '--policy', policy, '--token-file', tokenFile, '--json'],
    folder,
  );
  if (exitCode !== 0) narrator.say(output);
  const size = exitCode === 0 ? (JSON.parse(output) as { size: number }).size : 0;
  const verified = narrator.claim(`The whole log of ${String(size)} entries verifies`, exitCode === 0 && size > 0);
  return { size, verified, replayMismatches: null };
}
