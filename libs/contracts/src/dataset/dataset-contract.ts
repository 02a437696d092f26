import { fail, ok, type Result } from '@shutong/kernel';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { type DatasetDocument, datasetCodeOf } from './dataset-document.js';
import { linearPatterns } from './linear-pattern.js';

const addFormats = addFormatsModule.default;

/** Own words of our documents that constrain nothing here; whoever masks or shows a form reads them. */
const ANNOTATIONS = ['x-identifier', 'x-code-table', 'x-sensitivity', 'x-mask', 'x-unit', 'x-source'];

const MAX_ROWS = 200;
const MAX_MASKED_LENGTH = 200;
const KEPT_ANSWER_SHAPES = 512;

/** The compiled schemas of one publication. */
export class DatasetContract {
  /** `D01@1` */
  readonly ds: string;
  private readonly isQuery: ValidateFunction;
  private readonly isRecordValid: ValidateFunction;
  private readonly answerShapes = new Map<string, ValidateFunction>();

  private constructor(readonly document: DatasetDocument) {
    this.ds = datasetCodeOf(document);
    this.isQuery = compile(document.querySchema, true);
    this.isRecordValid = compile(document.recordSchema, false);
  }

  /** Refused when a schema uses a word, format or pattern outside the profile (stack.md §10). */
  static compile(document: DatasetDocument): Result<DatasetContract, 'DOCUMENT_INVALID'> {
    try {
      return ok(new DatasetContract(document));
    } catch {
      // ajv and the pattern engine throw on what the profile lacks; the registry lints documents and says where.
      return fail('DOCUMENT_INVALID');
    }
  }

  /** What is wrong with the body of a query: places and rules, never values. Empty when nothing is. */
  findingsInQuery(body: unknown): readonly string[] {
    if (this.isQuery(body) === true) return [];
    return (this.isQuery.errors ?? []).filter((error) => error.keyword !== 'if').map(sentenceOf);
  }

  /** Whether an unmasked record obeys the record schema. */
  isRecord(record: unknown): boolean {
    return this.isRecordValid(record) === true;
  }

  /** Whether rows hold nothing but the permitted fields, masked ones as short texts (protocol.md §4, reduced record schema). */
  areRows(rows: unknown, fields: readonly string[], masked: readonly string[]): boolean {
    return this.answerShape(fields, masked)(rows) === true;
  }

  private answerShape(fields: readonly string[], masked: readonly string[]): ValidateFunction {
    const key = `${fields.join(',')}|${masked.join(',')}`;
    const known = this.answerShapes.get(key);
    if (known !== undefined) return known;
    if (this.answerShapes.size >= KEPT_ANSWER_SHAPES) this.answerShapes.clear();
    const shape = compile(this.reducedSchema(fields, masked), false);
    this.answerShapes.set(key, shape);
    return shape;
  }

  private reducedSchema(fields: readonly string[], masked: readonly string[]): object {
    const { properties } = this.document.recordSchema;
    const kept = fields.flatMap((field): [string, object][] => {
      const item = Object.hasOwn(properties, field) ? properties[field] : undefined;
      if (item === undefined) return [];
      return [[field, masked.includes(field) ? { type: 'string', maxLength: MAX_MASKED_LENGTH } : item]];
    });
    const row = { type: 'object', additionalProperties: false, properties: Object.fromEntries(kept) };
    return { type: 'array', maxItems: MAX_ROWS, items: row };
  }
}

/** One instance per schema, so that no two documents' `$id` collide. */
function compile(schema: object, allErrors: boolean): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    ownProperties: true,
    allErrors,
    logger: false,
    code: { regExp: linearPatterns },
  });
  addFormats(ajv, ['date', 'date-time']);
  for (const keyword of ANNOTATIONS) ajv.addKeyword({ keyword, schemaType: 'string' });
  const validate = ajv.compile(schema);
  // An asynchronous validator answers with a promise: truthy, so everything would pass.
  if ('$async' in validate) throw new TypeError('$async is outside the profile');
  return validate;
}

/** Names the place and the rule. Parameters that ajv takes from the schema are shown, values of the request never. */
function sentenceOf(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'the body' : error.instancePath;
  // ajv quotes the name of an unknown member in no message; the name itself may be personal data, so it stays out here too.
  return `${place} ${error.message ?? 'is invalid'}`;
}
