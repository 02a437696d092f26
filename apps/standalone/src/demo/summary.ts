import type { DemoReport } from './demo-report.js';

/** The table at the end: every scenario and refusal with its exact codes, then what anyone can check. */
export function summaryOf({ scenarios, refusals, receipts, log }: DemoReport): readonly string[] {
  const rows = [
    ...scenarios.map(({ id, ok, steps }) => [id, `${String(steps.length)} steps`, verdict(ok)] as const),
    ...refusals.map(({ id, ok, codes }) => [id, codes.join(' '), verdict(ok)] as const),
  ];
  const width = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length), 0);
  const mismatches = log.replayMismatches === null ? 'not replayed' : `${String(log.replayMismatches)} mismatches`;
  return [
    ...rows.map(([id, what, said]) => `${id.padEnd(width(0))}  ${what.padEnd(width(1))}  ${said}`),
    `receipts  ${String(receipts.verified)} of ${String(receipts.of)} verified`,
    `log       ${String(log.size)} entries, ${log.verified ? 'verified' : 'NOT VERIFIED'}`,
    `replay    ${String(log.decisions)} decisions recomputed, ${mismatches}`,
  ];
}

function verdict(ok: boolean): string {
  return ok ? 'as it should be' : 'NOT AS IT SHOULD BE';
}
