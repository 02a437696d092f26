const ID = { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' };
const TEXT = { type: 'string' };
const INDEX = { type: 'integer', minimum: 0 };
const TITLE = closed({ zh: TEXT, en: TEXT });

function closed(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', additionalProperties: false, required, properties };
}

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });

/** What a question says; a dataset's own query schema narrows it. */
const QUERY = {
  mode: { enum: ['records', 'predicate', 'subscribe', 'batch', 'file', 'aggregate'] },
  purpose: TEXT,
  basis: { type: 'string', pattern: '^B[1-7]$' },
  law: TEXT,
  caseNo: { type: 'string', maxLength: 40 },
  operator: closed({ no: TEXT, role: TEXT, dept: TEXT }, ['dept']),
  keys: { type: 'object', additionalProperties: TEXT },
  fields: { type: 'array', items: TEXT, minItems: 1, maxItems: 64, uniqueItems: true },
  ask: {
    type: 'object',
    description: 'Mode `predicate`: predicates with arguments, or items with the value they are compared with.',
  },
  region: { type: 'array', items: { type: 'string', pattern: '^[0-9]{6}$' } },
  period: { type: 'object' },
  page: { type: 'object' },
  reason: { type: 'string', maxLength: 200 },
};
const OPTIONAL = ['caseNo', 'fields', 'ask', 'region', 'period', 'page', 'reason'];

/** Rows in mode `records`; in mode `predicate` an answer by name. */
const DATA = {
  oneOf: [
    { type: 'array', items: { type: 'object' } },
    { type: 'object', additionalProperties: { oneOf: [TEXT, { type: 'integer', minimum: 0 }] } },
  ],
};

/** Bodies of the gateway's routes. A dataset's own query schema narrows `Query`. */
export const OPEN_API_SCHEMAS = {
  Query: closed(QUERY, OPTIONAL),
  ExplainedQuery: closed({ dataset: { type: 'string', maxLength: 64 }, ...QUERY }, OPTIONAL),
  Explanation: closed(
    {
      id: ID,
      result: { enum: ['permit', 'deny'] },
      reasons: { type: 'array', items: TEXT, description: 'All of them, in catalogue order.' },
      grant: { ...INDEX, description: 'Log index of the grant that was judged.' },
      fields: { type: 'array', items: TEXT },
      mask: { type: 'object', additionalProperties: { enum: ['m1', 'm2', 'm3'] } },
      rows: closed({ region: { type: 'array', items: TEXT } }),
      receipt: ref('Receipt'),
    },
    ['grant', 'rows'],
  ),
  Answer: closed({
    id: ID,
    asOf: { type: 'string', format: 'date-time' },
    sourceUscc: TEXT,
    version: TEXT,
    underCorrection: { type: 'boolean' },
    data: DATA,
    receipt: ref('Receipt'),
  }),
  Receipt: closed(
    {
      id: ID,
      origin: TEXT,
      index: INDEX,
      entry: { type: 'string', description: 'Leaf text, as hashed.' },
      proof: { type: 'string', description: 'c2sp.org/tlog-proof@v1' },
      openings: { type: 'object', additionalProperties: closed({ salt: TEXT, value: {} }) },
    },
    ['openings'],
  ),
  ExchangeReceipt: closed({
    id: ID,
    origin: TEXT,
    entries: { type: 'array', items: closed({ index: INDEX, entry: TEXT, proof: TEXT }) },
  }),
  FactTick: {
    type: 'object',
    description: 'A tick of one fact, signed by a service key (docs/protocol/records.md).',
    required: ['t', 'items'],
    properties: { t: { type: 'object' }, items: { type: 'array', minItems: 1, maxItems: 1 }, okeys: { type: 'array' } },
  },
  RecordedFact: closed({ index: INDEX, receipt: ref('Receipt') }),
  DatasetSummary: closed({
    code: TEXT,
    name: TITLE,
    version: TEXT,
    providerUscc: TEXT,
    shareClass: TEXT,
    modes: { type: 'array', items: TEXT },
    isRetired: { type: 'boolean' },
  }),
  DatasetPage: closed({ document: { type: 'object' }, index: INDEX, receipt: ref('Receipt') }),
  Readiness: closed({ code: TEXT, ready: { type: 'boolean' }, waiting: { type: 'object', additionalProperties: TEXT } }),
  Problem: closed(
    {
      type: { type: 'string', format: 'uri' },
      title: TEXT,
      status: { type: 'integer' },
      code: TEXT,
      hint: TEXT,
      id: ID,
      index: INDEX,
      reasons: { type: 'array', items: TEXT },
      findings: { type: 'array', items: TEXT },
      receipt: ref('Receipt'),
    },
    ['id', 'index', 'reasons', 'findings', 'receipt'],
  ),
};
