import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { CommandFailure, EXIT, type ExitCode } from '../output/exit-code.js';
import type { Terminal } from '../output/terminal.js';
import { type LogFiles, LogFolder, LogUrl } from '../verify/read-log.js';
import { tellFinding, tellProgress } from '../verify/tell.js';
import { trustedPolicy } from '../verify/trusted-policy.js';
import { READER_OPTIONS, tokenFrom } from '../verify/reader-options.js';
import { Wrong } from '../verify/wrong.js';
import { mismatchLine } from './mismatch-line.js';
import { type ReplayedLog, replayLog } from './replay-log.js';

/** `shutong replay DIR|URL`: verifies the log and decides it again from nothing, without key, clock or database. */
export async function replayCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: READER_OPTIONS, allowPositionals: true });
  const [target, ...more] = positionals;
  if (target === undefined || more.length > 0)
    throw new CommandFailure(EXIT.usage, 'Name one log to replay: shutong replay DIR|URL.');
  const isJson = values.json === true;
  try {
    const files = await logAt(target, () => tokenFrom(values));
    const replayed = await replayLog({ files, policy: await trustedPolicy(values), progress: tellProgress(terminal) });
    const isGood = replayed.mismatches.length === 0;
    // A decision that is wrong is wrong, whatever could not be told of those after it.
    if (isGood && replayed.stopped !== undefined) throw new Wrong(replayed.stopped);
    if (isJson) terminal.out(JSON.stringify(inJson(replayed)));
    else for (const line of inLines(replayed)) terminal.out(line);
    return isGood ? EXIT.ok : EXIT.wrong;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    tellFinding(error.finding, isJson, terminal);
    return error.finding.exitCode;
  }
}

async function logAt(target: string, token: () => Promise<string | undefined>): Promise<LogFiles> {
  if (/^https?:\/\//.test(target)) return new LogUrl(target, await token());
  const isFolder = (await stat(target).catch(() => undefined))?.isDirectory() === true;
  if (!isFolder) throw new CommandFailure(EXIT.usage, `There is no folder ${target}: name a log folder or a log URL.`);
  return new LogFolder(target);
}

function inLines({ origin, size, decisions, mismatches, more, stopped, state }: ReplayedLog): readonly string[] {
  const result = mismatches.length === 0 ? 'ok' : 'wrong';
  const counted = `${String(decisions)} decisions recomputed, ${String(mismatches.length + more)} mismatches`;
  return [
    `checkpoint ok, ${origin}, ${String(size)} entries`,
    'tree ok, every tile and every entry under the signed root',
    ...mismatches.map(mismatchLine),
    ...(more === 0 ? [] : [`and ${String(more)} more mismatches`]),
    ...(stopped === undefined ? [] : [`replayed no further than ${stopped.place}: ${stopped.what}`]),
    `replay ${result}, ${counted}${state === undefined ? '' : `, state ${state}`}`,
    `result ${result}`,
  ];
}

function inJson({ origin, size, decisions, mismatches, more, stopped, state }: ReplayedLog): object {
  return {
    result: mismatches.length === 0 ? 'ok' : 'wrong',
    origin,
    size,
    decisions,
    mismatches: mismatches.map(({ index, expected, found }) => ({ index, expected, found })),
    ...(more === 0 ? {} : { more }),
    ...(stopped === undefined ? {} : { stopped: { place: stopped.place, what: stopped.what } }),
    state,
  };
}
