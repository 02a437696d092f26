import { runCommandLine } from './commands.js';
import { processTerminal } from './output/terminal.js';

// The reader has gone, as `head` does: nothing is left to say.
process.stdout.on('error', () => process.exit(0));
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal);
