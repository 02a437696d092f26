import { readConfig } from '@shutong/platform';
import type { Subject } from '@shutong/trust';
import type { Officer } from './adapters/http/gateway-access-book.js';

/** Whom an officer looks for, and why. In a file: a command line is everybody's to read. */
export interface FindRequest {
  readonly subject: Subject;
  readonly officer: Officer;
}

const CODE = { type: 'string', pattern: '^[A-Za-z0-9@._:-]{1,64}$' } as const;

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['subject', 'officer'],
  properties: {
    subject: {
      type: 'object',
      additionalProperties: false,
      required: ['t', 'v'],
      properties: { t: CODE, v: { type: 'string', minLength: 1, maxLength: 200 } },
    },
    officer: {
      type: 'object',
      additionalProperties: false,
      required: ['dept', 'no', 'role', 'purpose'],
      properties: { dept: { type: 'string', pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$' }, no: CODE, role: CODE, purpose: CODE },
    },
  },
} as const;

/** Throws `ConfigError` with a sentence that names the member to change. */
export function readFindRequest(path: string): Promise<FindRequest> {
  return readConfig<FindRequest>(path, SCHEMA);
}
