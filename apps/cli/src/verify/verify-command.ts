import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CommandFailure, EXIT, type ExitCode } from '../output/exit-code.js';
import type { Terminal } from '../output/terminal.js';
import { describeEntry } from './describe-entry.js';
import { type LogFiles, LogFolder, LogUrl } from './read-log.js';
import { READER_OPTIONS, type ReaderOptions, tokenFrom } from './reader-options.js';
import { receiptsIn } from './receipt-file.js';
import { tellFinding, tellProgress } from './tell.js';
import { trustedPolicy } from './trusted-policy.js';
import { verifyLog } from './verify-log.js';
import { verifyReceipt } from './verify-receipt.js';
import { Wrong } from './wrong.js';

const OPTIONS = { ...READER_OPTIONS, since: { type: 'string' }, split: { type: 'string' } } as const;

interface VerifyOptions extends ReaderOptions {
  readonly since?: string | undefined;
  readonly split?: string | undefined;
}

/** `shutong verify TARGET`: receipt files, or a log folder or URL. */
export async function verifyCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  // `verify receipt FILE` is the long form of `verify FILE`.
  const [target, ...more] = positionals[0] === 'receipt' ? positionals.slice(1) : positionals;
  if (target === undefined)
    throw new CommandFailure(EXIT.usage, 'Name what to verify: receipt files, or one log folder or log URL.');
  try {
    if (more.length === 0) return await verifyTarget(target, values, terminal);
    for (const file of [target, ...more]) await verifyReceiptFile(file, values, terminal);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    tellFinding(error.finding, values.json === true, terminal);
    return error.finding.exitCode;
  }
}

async function verifyTarget(target: string, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  if (/^https?:\/\//.test(target)) return verifyWholeLog(new LogUrl(target, await tokenFrom(options)), options, terminal);
  const kind = await stat(target).catch(() => undefined);
  if (kind === undefined)
    throw new CommandFailure(EXIT.usage, `There is no ${target}: name a receipt file, a log folder or a log URL.`);
  if (kind.isDirectory()) return verifyWholeLog(new LogFolder(target), options, terminal);
  return verifyReceiptFile(target, options, terminal);
}

async function verifyWholeLog(files: LogFiles, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const policy = await trustedPolicy(options);
  const since = options.since === undefined ? {} : { since: await sinceNote(options.since) };
  const { origin, size, kinds } = await verifyLog({ files, policy, ...since, progress: tellProgress(terminal) });
  if (options.json === true) terminal.out(JSON.stringify({ result: 'ok', origin, size, kinds: Object.fromEntries(kinds) }));
  else {
    terminal.out(`checkpoint ok, ${origin}, ${String(size)} entries`);
    terminal.out(`tree ok, every tile and every entry under the signed root`);
    terminal.out(`entries ok, ${[...kinds].map(([kind, n]) => `${String(n)} ${kind}`).join(', ')}`);
    terminal.out('result ok');
  }
  return EXIT.ok;
}

async function verifyReceiptFile(path: string, options: VerifyOptions, terminal: Terminal): Promise<ExitCode> {
  const policy = await trustedPolicy(options);
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) throw new CommandFailure(EXIT.usage, `Cannot read the receipt ${path}.`);
  for (const receipt of receiptsIn(bytes)) {
    const { entry, index, size } = verifyReceipt(receipt, policy);
    const opened = Object.keys(receipt.openings ?? {});
    if (options.split !== undefined) await split(options.split, receipt);
    if (options.json === true) terminal.out(JSON.stringify({ result: 'ok', origin: policy.origin, index, size, opened, entry }));
    else {
      terminal.out(`index     ${String(index)} of ${String(size)} in ${policy.origin}`);
      for (const line of describeEntry(entry)) terminal.out(line);
      if (opened.length > 0) terminal.out(`opened    ${opened.join(' ')}`);
      terminal.out('result ok');
    }
  }
  return EXIT.ok;
}

/** Entry bytes and proof as files of their own, for verifiers that take these. */
async function split(folder: string, receipt: { readonly entry: string; readonly proof: string }): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'entry.json'), receipt.entry);
  await writeFile(join(folder, 'entry.tlog-proof'), receipt.proof);
}

async function sinceNote(path: string): Promise<Uint8Array> {
  const note = await readFile(path).catch(() => undefined);
  if (note === undefined) throw new CommandFailure(EXIT.usage, `Cannot read the checkpoint ${path}.`);
  return note;
}
