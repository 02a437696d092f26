import { runEraseCommand } from './erase-command.js';

process.exitCode = await runEraseCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
});
