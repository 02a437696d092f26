import { submitCommand } from './fact/submit-command.js';
import { mirrorCommand } from './mirror/mirror-command.js';
import { CommandFailure, EXIT, type ExitCode } from './output/exit-code.js';
import type { Terminal } from './output/terminal.js';
import { queryCommand } from './query/query-command.js';
import { replayCommand } from './replay/replay-command.js';
import { verifyCommand } from './verify/verify-command.js';

type Command = (args: readonly string[], terminal: Terminal) => Promise<ExitCode>;

const COMMANDS: Readonly<Record<string, Command>> = {
  query: queryCommand,
  'fact submit': submitCommand,
  verify: verifyCommand,
  replay: replayCommand,
  'log mirror': mirrorCommand,
};

const USAGE = `shutong: ask, submit and verify from the command line

  shutong query DATASET --system NAME --body FILE [--node FILE] [--receipt FILE] [--key K] [--wait S] [--json]
  shutong fact submit FILE.json --key KEYFILE [--node FILE] [--json]
  shutong verify RECEIPT… --vkey KEY [--split DIR] [--json]
  shutong verify DIR|URL (--policy FILE | --vkey KEY | --node FILE) [--since CHECKPOINT] [--token-file FILE] [--json]
  shutong replay DIR|URL (--policy FILE | --vkey KEY | --node FILE) [--token-file FILE] [--json]
  shutong log mirror URL DIR (--policy FILE | --vkey KEY | --node FILE) [--token-file FILE] [--json]

exit codes: 0 ok, 1 wrong or refused, 2 usage, 3 cannot tell, 4 unknown version, kind or rules`;

/** Runs one command line; never throws, and never prints a stack. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first = '', second = ''] = args;
  if (first === '' || first === 'help' || args.includes('--help')) {
    terminal.out(USAGE);
    return first === '' ? EXIT.usage : EXIT.ok;
  }
  const name = Object.hasOwn(COMMANDS, first) ? first : `${first} ${second}`;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined) throw new CommandFailure(EXIT.usage, `There is no command ${first}: shutong --help lists them.`);
    return await command(args.slice(name.split(' ').length), terminal);
  } catch (error) {
    terminal.progress(sentenceOf(error));
    return error instanceof CommandFailure ? error.exitCode : EXIT.usage;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof CommandFailure) return error.message;
  // parseArgs names the option it does not know, and says in a second sentence what nobody asked.
  if (isUsageError(error)) return `${error.message.split('. ')[0] ?? ''}: shutong --help lists the options.`;
  return 'The command failed through an error of its own.';
}

function isUsageError(error: unknown): error is { readonly message: string } {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('message' in error)) return false;
  return String(error.code).startsWith('ERR_PARSE_ARGS') && typeof error.message === 'string';
}
