import { PROBLEMS } from '@shutong/kernel';
import { OPEN_API_SCHEMAS } from './open-api-schemas.js';

const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object): object => ({ 'application/json': { schema } });

/** One response per status; the codes that may stand in `code` come from the catalogue. */
function problems(...codes: readonly (keyof typeof PROBLEMS)[]): Record<string, object> {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      String(status),
      { description: listed.join(', '), content: { 'application/problem+json': { schema: ref('Problem') } } },
    ]),
  );
}

const ADMISSION = ['TOKEN_INVALID', 'SCOPE_MISSING', 'PARTY_NOT_ELIGIBLE', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'] as const;
const CODE_PARAMETER = {
  name: 'code',
  in: 'path',
  required: true,
  description: '`D01` (its newest major) or `D01@1`.',
  schema: { type: 'string', maxLength: 64 },
};

/** The HTTP interface of this gateway, OpenAPI 3.1; docs/openapi.json is a copy that a test compares. */
export function openApiDocument(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shutong 数通 gateway',
      version: '0.1.0',
      description: 'One door for department systems: ask a dataset, submit a fact, read the catalogue, fetch receipts.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths: {
      '/v1/datasets/{code}/query': { post: queryOperation() },
      '/v1/explain': { post: explainOperation() },
      '/v1/facts': { post: factOperation() },
      '/v1/datasets': { get: listOperation() },
      '/v1/datasets/{code}': { get: datasetOperation() },
      '/v1/receipts/{id}': { get: receiptOperation() },
      '/livez': { get: open('Whether the process lives.', json({ type: 'object' })) },
      '/readyz': { get: { ...open('Whether it may be asked.', json(ref('Readiness'))), responses: readiness() } },
      '/metrics': { get: open('Prometheus text.', { 'text/plain': { schema: { type: 'string' } } }) },
      '/openapi.json': { get: open('This document.', json({ type: 'object' })) },
    },
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'at+jwt' } },
      schemas: OPEN_API_SCHEMAS,
    },
  };
}

const ASKING_HEADERS = [
  { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,128}$' } },
  { name: 'Prefer', in: 'header', description: '`wait=N`, 1 to 30 seconds, default 5.', schema: { type: 'string' } },
];

function queryOperation(): object {
  return {
    operationId: 'queryDataset',
    summary: 'Ask a dataset a question, for a stated purpose, basis and case. Scope `query`.',
    parameters: [CODE_PARAMETER, ...ASKING_HEADERS],
    requestBody: { required: true, content: json(ref('Query')) },
    responses: {
      '200': { description: 'The permitted fields, masked as the grant says, with a receipt.', content: json(ref('Answer')) },
      ...problems(
        ...ADMISSION,
        'QUERY_SCHEMA',
        'DATASET_UNKNOWN',
        'IDENTIFIER_INVALID',
        'LAW_UNKNOWN',
        'IDEMPOTENCY_CONFLICT',
        'QUERY_DENIED',
        'QUERY_IN_PROGRESS',
        'ALREADY_ANSWERED',
        'SOURCE_FAILED',
        'ANSWER_INVALID',
        'RECORD_SCHEMA',
        'EPOCH_TURNED',
        'TIMEOUT',
      ),
    },
  };
}

function explainOperation(): object {
  return {
    operationId: 'explainDecision',
    summary: 'What would be decided of a question, without asking the department; at most 1,000 a day and system. Scope `query`.',
    parameters: ASKING_HEADERS,
    requestBody: { required: true, content: json(ref('ExplainedQuery')) },
    responses: {
      '200': {
        description: 'The decision, all its reasons, and a receipt. Nothing is spent.',
        content: json(ref('Explanation')),
      },
      ...problems(
        ...ADMISSION,
        'QUERY_SCHEMA',
        'DATASET_UNKNOWN',
        'IDENTIFIER_INVALID',
        'LAW_UNKNOWN',
        'IDEMPOTENCY_CONFLICT',
        'QUERY_IN_PROGRESS',
        'EPOCH_TURNED',
        'TIMEOUT',
      ),
    },
  };
}

function factOperation(): object {
  return {
    operationId: 'submitFact',
    summary: 'Submit a signed fact: publication, grant, consent, withdrawal … Scope `facts`.',
    requestBody: { required: true, content: json(ref('FactTick')) },
    responses: {
      '201': { description: 'The fact is in the log.', content: json(ref('RecordedFact')) },
      ...problems(
        ...ADMISSION.filter((code) => code !== 'PARTY_NOT_ELIGIBLE'),
        'QUERY_SCHEMA',
        'SIGNATURE_INVALID',
        'NOT_ENTITLED',
        'FACT_INVALID',
        'FACT_RECORDED',
        'IDEMPOTENCY_CONFLICT',
        'QUERY_IN_PROGRESS',
        'EPOCH_TURNED',
        'TIMEOUT',
      ),
    },
  };
}

function listOperation(): object {
  return {
    operationId: 'listDatasets',
    summary: 'The catalogue as the log published it. Scope `query`.',
    responses: {
      '200': {
        description: 'Newest publication of each dataset.',
        content: json({ type: 'array', items: ref('DatasetSummary') }),
      },
      ...problems(...ADMISSION),
    },
  };
}

function datasetOperation(): object {
  return {
    operationId: 'getDataset',
    summary: 'A dataset’s document, with the receipt of its publication. Scope `query`.',
    parameters: [CODE_PARAMETER],
    responses: {
      '200': { description: 'Document, index, receipt.', content: json(ref('DatasetPage')) },
      ...problems(...ADMISSION, 'DATASET_UNKNOWN'),
    },
  };
}

function receiptOperation(): object {
  return {
    operationId: 'getReceipt',
    summary: 'Everything the log holds about one exchange of the asking system, under one checkpoint. Scope `query`.',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{22}$' } }],
    responses: {
      '200': { description: 'Query, outcome, release.', content: json(ref('ExchangeReceipt')) },
      ...problems(...ADMISSION, 'RECEIPT_UNKNOWN'),
    },
  };
}

function open(summary: string, content: object): object {
  return { summary, security: [], responses: { '200': { description: summary, content } } };
}

function readiness(): object {
  const content = json(ref('Readiness'));
  return { '200': { description: 'Ready.', content }, '503': { description: 'Waiting, with what for.', content } };
}
