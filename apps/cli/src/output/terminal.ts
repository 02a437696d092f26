/** Where a command writes: results to standard output, progress and complaints to standard error. */
export interface Terminal {
  out(line: string): void;
  progress(line: string): void;
}

export const processTerminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  progress: (line) => void process.stderr.write(`${line}\n`),
};
