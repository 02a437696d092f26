import { EXIT } from '../output/exit-code.js';
import type { Terminal } from '../output/terminal.js';
import type { Finding } from './wrong.js';

const PROGRESS_EVERY = 65_536;

/** Progress of a long log, now and then; a short one is done before anybody asks. */
export function tellProgress(terminal: Terminal): (entries: number, size: number) => void {
  let told = 0;
  return (entries, size) => {
    if (entries - told < PROGRESS_EVERY && entries < size) return;
    told = entries;
    if (size >= PROGRESS_EVERY) terminal.progress(`${String(entries)} of ${String(size)} entries`);
  };
}

/** What ended a verification, in a line or as JSON. */
export function tellFinding({ place, what, exitCode }: Finding, isJson: boolean, terminal: Terminal): void {
  const result = exitCode === EXIT.wrong ? 'wrong' : 'cannot tell';
  if (isJson) terminal.out(JSON.stringify({ result, place, what }));
  else terminal.out(`${result}: ${place}: ${what}`);
}
