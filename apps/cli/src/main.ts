import { runCommandLine } from './commands.js';
import { processTerminal } from './output/terminal.js';

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal);
