import type { JournalLine } from '../../domain/journal/ledger-of-work.js';

/** One line of the journal file. */
export function printLine(line: JournalLine): string {
  return `${JSON.stringify(line)}\n`;
}

/**
 * The lines of a journal file. What stands behind the last newline was torn by a crash in the middle of its write: nobody acted on it,
 * because acting waits for the fsync. Throws on any other line that is not ours: then the file was altered.
 */
export function parseLines(text: string): readonly JournalLine[] {
  const lines = text.split('\n');
  lines.pop();
  return lines.map((line, place) => {
    const value = parsed(line);
    if (!isJournalLine(value)) throw new Error(`line ${String(place + 1)} of the journal is not one of this connector's`);
    return value;
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Reported by the caller with the line's number.
    return undefined;
  }
}

function isJournalLine(value: unknown): value is JournalLine {
  if (typeof value !== 'object' || value === null || !('t' in value)) return false;
  const { t, id, index, deadlineMs } = value as Readonly<Record<string, unknown>>;
  if (t === 'forgotten') return typeof index === 'number';
  if (t === 'acked') return typeof id === 'string';
  return (
    (t === 'permit' || t === 'outcome') && typeof id === 'string' && typeof index === 'number' && typeof deadlineMs === 'number'
  );
}
