import { fail, ok, parseJson, type Result } from '@shutong/kernel';
import { closed, listOf, shapeCheck } from '../record/shape.js';
import { CODE, COUNT, DIGEST, ID, INSTANT, REASON } from '../record/spelling.js';
import type { Header } from './header.js';

/** Longest header text in bytes, and its depth (protocol.md §9). */
const LIMITS = { maxBytes: 12_288, maxDepth: 8 };

const PSEUDONYM = ID;
const USCC = { type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' };
const REASONS = { ...listOf(REASON, 1), uniqueItems: true };
const NAMES = { type: 'array', items: CODE, minItems: 1, maxItems: 64, uniqueItems: true };

const FRAME = { v: { const: 1 }, id: ID, shard: CODE, epoch: CODE, sd: DIGEST, od: DIGEST, dd: DIGEST };
const ATTACHED = ['sd', 'od', 'dd'];

const QUESTION = {
  cons: USCC,
  sys: CODE,
  prov: USCC,
  ds: CODE,
  mode: CODE,
  purpose: CODE,
  basis: CODE,
  law: CODE,
  role: CODE,
  fields: NAMES,
  rows: closed({ region: NAMES }),
  sub: PSEUDONYM,
  c: closed({ subject: DIGEST, op: DIGEST, query: DIGEST, case: DIGEST }, ['subject', 'case']),
  deadline: INSTANT,
  replyTo: CODE,
  fp: DIGEST,
};

/** A header carries H of exactly these attachments (protocol.md §3.2, "With"). */
function withAttachments(
  members: Readonly<Record<string, object>>,
  optional: readonly string[],
  must: readonly string[],
  may: readonly string[],
): object {
  const attached = ATTACHED.filter((name) => must.includes(name) || may.includes(name));
  const frame = Object.fromEntries(Object.entries(FRAME).filter(([name]) => !ATTACHED.includes(name) || attached.includes(name)));
  return closed({ ...frame, ...members }, [...optional, ...may]);
}

const CHECKS: Readonly<Record<Header['type'], (value: unknown) => value is Header>> = {
  query: shapeCheck(withAttachments({ type: { const: 'query' }, ...QUESTION }, ['rows', 'sub', 'fp'], ['sd', 'od'], [])),
  explain: shapeCheck(withAttachments({ type: { const: 'explain' }, ...QUESTION }, ['rows', 'sub', 'fp'], ['od'], [])),
  refused: shapeCheck(
    withAttachments(
      {
        type: { const: 'refused' },
        why: REASONS,
        n: { ...COUNT, minimum: 1 },
        cons: USCC,
        sys: CODE,
        prov: USCC,
        ds: CODE,
        c: closed({ query: DIGEST }),
      },
      ['cons', 'sys', 'prov', 'ds', 'c'],
      [],
      ['od'],
    ),
  ),
  'not-released': shapeCheck(withAttachments({ type: { const: 'not-released' }, why: REASONS, q: COUNT }, ['q'], [], [])),
  answered: shapeCheck(
    withAttachments(
      {
        type: { const: 'answered' },
        q: COUNT,
        prov: USCC,
        ver: CODE,
        fields: NAMES,
        ms: { ...COUNT, minimum: 1 },
        c: closed({ result: DIGEST, rows: DIGEST }),
        ep: CODE,
      },
      ['ep'],
      ['od'],
      [],
    ),
  ),
  failed: shapeCheck(
    withAttachments(
      { type: { const: 'failed' }, q: COUNT, prov: USCC, why: REASONS, ms: { ...COUNT, minimum: 1 }, ep: CODE },
      ['ep'],
      [],
      [],
    ),
  ),
  fact: shapeCheck({
    type: 'object',
    required: ['v', 'id', 'shard', 'epoch', 'type', 'k', 'deadline', 'replyTo'],
    properties: {
      ...FRAME,
      type: { const: 'fact' },
      k: { type: 'string', pattern: '^[a-z]+\\.[a-z-]+$' },
      deadline: INSTANT,
      replyTo: CODE,
      ep: CODE,
    },
    // The kind's own members: the leaf schema is closed and checks them (schemas/ledger/v1).
    additionalProperties: true,
    not: { anyOf: [{ required: ['at'] }, { required: ['src'] }, { required: ['sd'] }] },
  }),
};

/** The header text of a submission: strict JSON, members exactly those of its type. */
export function parseHeader(text: string): Result<Header, 'HEADER_INVALID'> {
  const parsed = parseJson(text, LIMITS);
  if (!parsed.ok || typeof parsed.value !== 'object' || parsed.value === null || !('type' in parsed.value))
    return fail('HEADER_INVALID');
  const { type } = parsed.value;
  if (typeof type !== 'string' || !isHeaderType(type)) return fail('HEADER_INVALID');
  return CHECKS[type](parsed.value) ? ok(parsed.value) : fail('HEADER_INVALID');
}

function isHeaderType(type: string): type is Header['type'] {
  return Object.hasOwn(CHECKS, type);
}
