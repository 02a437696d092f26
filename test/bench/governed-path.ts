import { enterFacts, FIELDS } from './bench-facts.js';
import { type BenchNode } from './bench-node.js';
import { type MeasuredPath, targetOf } from './measured-path.js';

const CIVIL_AFFAIRS = '11990104MB9100059W';
/** Each under the default rate of 1,000 a second; together above what the machine can do. */
const SYSTEMS = Array.from({ length: 8 }, (_, place) => `mz-bench-${place + 1}`);

/** Enters grant and consents and resolves with the path: everything on that the repository has. */
export async function governedPath(node: BenchNode, subjects: readonly string[]): Promise<MeasuredPath> {
  await enterFacts(node, SYSTEMS, subjects);
  return {
    name: 'governed',
    target: targetOf(node.gateway),
    path: '/v1/datasets/D01/query',
    tokens: await Promise.all(SYSTEMS.map((system) => node.token(system, CIVIL_AFFAIRS, 'query'))),
    processes: node.processes,
    // Left running: patched, it idles at a few thousandths of a core, and a stopped connector would lose its group.
    pause: () => undefined,
    resume: () => undefined,
  };
}

/** The same question for both paths; the rival reads only the key. */
export function questionOf(idNo: string): unknown {
  return {
    mode: 'records',
    purpose: 'means-test',
    basis: 'B2',
    law: 'SHJZ-58',
    caseNo: 'DB-2026-000381',
    operator: { no: 'mz-0042', role: 'clerk' },
    keys: { idNo },
    fields: FIELDS,
    region: ['990104'],
  };
}
