import type { Problem } from './problem.js';

const ASK_AGAIN =
  'The data are not kept. Ask again with a new key: a new access, with a new one-time consent, unless the receipt shows `failed`.';

/** What the gateway answers (protocol.md §5.2). */
export const REQUEST_PROBLEMS = {
  TOKEN_INVALID: {
    status: 401,
    title: 'The access token is missing, malformed, expired or not meant for this gateway.',
    hint: 'Send `Authorization: Bearer` with a current token of the issuer this node trusts, audience urn:shutong:gateway.',
    source: 'RFC 6750 §3.1, RFC 9068',
  },
  PARTY_NOT_ELIGIBLE: {
    status: 403,
    title: 'Only government departments may ask for shared records.',
    hint: 'Use a token whose `dept` is the code of a government body (it begins with 1).',
    source: '政务数据共享条例 art. 2, 43',
  },
  RATE_LIMITED: {
    status: 429,
    title: 'This system asks faster than it was allowed.',
    hint: 'Wait as long as `Retry-After` says and spread the queries.',
    source: 'RFC 6585 §4',
  },
  DATASET_UNKNOWN: {
    status: 404,
    title: 'The catalogue has no such dataset.',
    hint: 'Take a code from `GET /v1/datasets`, such as D01 or D01@1.',
    source: '政务数据共享条例 art. 12, 13',
  },
  QUERY_SCHEMA: {
    status: 400,
    title: 'The request does not have the form that the dataset asks for.',
    hint: 'Send application/json of at most 64 kB that matches the query schema in `GET /v1/datasets/{code}`.',
    source: 'protocol.md §5.2',
  },
  IDENTIFIER_INVALID: {
    status: 422,
    title: 'An identifier in the query cannot be right: its check digit, date or region fails.',
    hint: 'Compare the number with the document; the value is not repeated here on purpose.',
    source: 'GB 11643, GB 32100',
  },
  LAW_UNKNOWN: {
    status: 422,
    title: 'The law code is not in the table of legal bases.',
    hint: 'Give a code of the form LAW-ARTICLE that the grant names, such as SHJZ-58.',
    source: '政务数据共享条例 art. 20; PIPL art. 13, 34',
  },
  SCOPE_MISSING: {
    status: 403,
    title: 'The access token does not carry the scope of this route.',
    hint: 'Ask the issuer for a token with the scope that the OpenAPI document names for the route.',
    source: 'RFC 6750 §3.1',
  },
  IDEMPOTENCY_CONFLICT: {
    status: 422,
    title: 'This idempotency key or fact id was used for another request.',
    hint: 'Use a new key for a new request; repeat a request with exactly the same body.',
    source: 'protocol.md §5.3',
  },
  DEADLINE_PASSED: {
    status: 504,
    title: 'The submission reached the notary, or the department, after its deadline.',
    hint: 'Ask again; allow more time with `Prefer: wait=30`.',
    source: 'protocol.md §6.7',
  },
  EPOCH_TURNED: {
    status: 503,
    title: 'The log has moved to a new epoch since this was prepared.',
    hint: 'Repeat the request; the gateway builds it for the new epoch.',
    source: 'protocol.md §6.16',
  },
  FACT_INVALID: {
    status: 422,
    title: 'The fact contradicts what the log holds.',
    hint: 'Check the index it refers to, the provider, and that what it ends has not ended already.',
    source: 'ledger.md §3',
  },
  FACT_RECORDED: {
    status: 409,
    title: 'This fact is in the log already.',
    hint: 'Nothing is left to do: the index and the receipt are those of the recorded entry.',
    source: 'protocol.md §6.14',
  },
  SIGNATURE_INVALID: {
    status: 403,
    title: 'The signature does not verify under a key in force for its signer.',
    hint: 'Sign with the key that the directory lists for this service.',
    source: 'protocol.md §3.1',
  },
  NOT_ENTITLED: {
    status: 403,
    title: 'The signer may not submit this.',
    hint: 'Submit it through the service that owns this kind of fact.',
    source: 'protocol.md §7.1',
  },
  QUERY_DENIED: {
    status: 403,
    title: 'The query was decided and denied; the decision is in the log.',
    hint: 'Read `reasons`: each names what the grant, the consent or the dataset lacks. Show the receipt to the data officer.',
    source: '政务数据共享条例 art. 21, 25',
  },
  RECEIPT_UNKNOWN: {
    status: 404,
    title: 'There is no such receipt, or it is not this system’s.',
    hint: 'Use the id of a query that this system asked.',
    source: 'protocol.md §5.1',
  },
  ROUTE_UNKNOWN: {
    status: 404,
    title: 'This node has no such route or method.',
    hint: 'Take the path and the method from `GET /openapi.json`.',
    source: 'RFC 9110 §15.5.5',
  },
  QUERY_IN_PROGRESS: {
    status: 409,
    title: 'The first request with this idempotency key is still at work.',
    hint: 'Wait as long as `Retry-After` says, then repeat the request.',
    source: 'protocol.md §5.3',
  },
  ALREADY_ANSWERED: {
    status: 409,
    title: 'The request with this idempotency key was answered before.',
    hint: ASK_AGAIN,
    source: 'protocol.md §5.3',
  },
  INTERNAL: {
    status: 500,
    title: 'The node met an error of its own.',
    hint: 'Tell the operator the time of the request and, where there is one, its id.',
    source: 'RFC 9110 §15.6.1',
  },
  SOURCE_FAILED: {
    status: 502,
    title: 'The owning department could not answer; quota and one-time consent were given back.',
    hint: 'Read `reasons`, then ask again later.',
    source: 'protocol.md §6.9',
  },
  ANSWER_INVALID: {
    status: 502,
    title: 'The department’s answer was refused because it does not verify; nothing was released.',
    hint: 'Report the id to the operator; a repeat is a new access.',
    source: 'protocol.md §7.3',
  },
  RECORD_SCHEMA: {
    status: 502,
    title: 'A record does not match the dataset’s record schema.',
    hint: 'Report the id to the owning department; its data or its schema must be corrected.',
    source: '政务数据共享条例 art. 18, 26',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'The node cannot take the request now; nothing was sent.',
    hint: 'Repeat the request after `Retry-After` seconds.',
    source: 'RFC 9110 §15.6.4',
  },
  TIMEOUT: {
    status: 504,
    title: 'No releasable answer came before the deadline.',
    hint: ASK_AGAIN,
    source: 'protocol.md §6.6',
  },
} as const satisfies Record<string, Problem>;
