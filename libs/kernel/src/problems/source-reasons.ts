import type { Problem } from './problem.js';

/** Why a permitted query was not answered: the connector's `failed`, beside DEADLINE_PASSED and RECORD_SCHEMA (domain.md §9). */
export const SOURCE_REASONS = {
  PROOF_INVALID: {
    status: 502,
    title: 'The department could not verify that this query is in the log.',
    hint: 'Report the id to the operator: the record may have been altered on its way.',
    source: 'protocol.md §7.2',
  },
  COMMITMENT_MISMATCH: {
    status: 502,
    title: 'The sealed question does not open the commitments in the log.',
    hint: 'Report the id to the operator of the gateway.',
    source: '政务数据共享条例 art. 25; PIPL art. 13(1)(1), 14; ledger.md §4',
  },
  DEPARTMENT_VETO: {
    status: 502,
    title: 'The department’s own policy stopped this query.',
    hint: 'Ask the owning department.',
    source: '政务数据共享条例 art. 27, 34',
  },
  PREDICATE_SEARCH: {
    status: 502,
    title: 'Too many thresholds were tried on one person today.',
    hint: 'Ask for the band instead, or wait for the next day (UTC+8).',
    source: '政务数据共享条例 art. 25; PIPL art. 6; domain.md §11',
  },
  DIFFERENCING: {
    status: 502,
    title: 'This aggregate and an earlier one differ by too few persons.',
    hint: 'Ask for a coarser grouping.',
    source: '政务数据共享条例 art. 25; domain.md §11',
  },
  SOURCE_DOWN: {
    status: 502,
    title: 'The department’s database did not answer.',
    hint: 'Ask again later.',
    source: '政务数据共享条例 art. 22; protocol.md §6.9',
  },
  SOURCE_TIMEOUT: {
    status: 502,
    title: 'The department’s database did not answer in time.',
    hint: 'Ask again later, with `Prefer: wait=30`.',
    source: '政务数据共享条例 art. 22; protocol.md §6.1',
  },
  HEAD_UNKNOWN: {
    status: 502,
    title: 'The department could not fetch the proof that the log only grew.',
    hint: 'Ask again; tell the operator if it persists.',
    source: 'protocol.md §3.3',
  },
  ANSWER_TOO_LARGE: {
    status: 502,
    title: 'The answer exceeds 400 kB.',
    hint: 'Ask for fewer fields or a smaller page.',
    source: 'protocol.md §9',
  },
} as const satisfies Record<string, Problem>;
