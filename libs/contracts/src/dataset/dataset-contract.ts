import { fail, ok, type Result } from '@shutong/kernel';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { type DatasetDocument, datasetCodeOf, type PredicateItem, type RecordSchema } from './dataset-document.js';
import { linearPatterns } from './linear-pattern.js';
import { memberSchemas } from './member-schemas.js';

const addFormats = addFormatsModule.default;

/** Own words of our documents that constrain nothing here; whoever masks or shows a form reads them. */
const ANNOTATIONS = ['x-identifier', 'x-code-table', 'x-sensitivity', 'x-mask', 'x-unit', 'x-source'];

const MAX_ROWS = 200;
const MAX_MASKED_LENGTH = 200;
/** A body of 64 kB can break a rule 24,000 times; whoever mends it needs the first few. */
const MAX_FINDINGS = 20;

/** The compiled schemas of one publication. */
export class DatasetContract {
  /** `D01@1` */
  readonly ds: string;
  /**
   * Identifier type of each key that a query may be found by (`resident-id`, `uscc` …), undefined for a key of another kind. Gateway and
   * department must see the same subject in the same keys.
   */
  readonly keyIdentifiers: Readonly<Record<string, unknown>>;
  private readonly isQuery: ValidateFunction;
  private readonly isRecordValid: ValidateFunction;
  private readonly isItem: ReadonlyMap<string, ValidateFunction>;
  private readonly isAskValid: ValidateFunction | undefined;
  private readonly predicates: ReadonlyMap<string, PredicateItem>;

  private constructor(readonly document: DatasetDocument) {
    this.ds = datasetCodeOf(document);
    this.isQuery = compile(profile(true), document.querySchema);
    this.isRecordValid = compile(profile(false), document.recordSchema);
    this.isItem = compileItems(document.recordSchema);
    this.isAskValid = compileAsk(document.querySchema);
    this.predicates = new Map((document.predicates ?? []).map((predicate) => [predicate.name, predicate]));
    this.keyIdentifiers = identifiersOfKeys(document.querySchema);
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

  /** What is wrong with the body of a query, each once, 20 at most: places and rules, never values. Empty when nothing is. */
  findingsInQuery(body: unknown): readonly string[] {
    if (this.isQuery(body) === true) return [];
    const sentences = (this.isQuery.errors ?? []).filter((error) => error.keyword !== 'if').map(sentenceOf);
    return [...new Set(sentences)].slice(0, MAX_FINDINGS);
  }

  /** Whether predicates and items to compare are known ones with arguments of their forms; the department checks it once more. */
  isAsk(ask: unknown): boolean {
    return this.isAskValid?.(ask) === true;
  }

  /** Whether an unmasked record obeys the record schema. */
  isRecord(record: unknown): boolean {
    return this.isRecordValid(record) === true;
  }

  /**
   * Whether rows hold nothing but the permitted fields, masked ones as short texts (protocol.md §4, reduced record schema). Item by
   * item: compiling the reduced schema of every choice of fields took 19 ms each, which is an attack on the gateway.
   */
  areRows(rows: unknown, fields: readonly string[], masked: readonly string[]): boolean {
    if (!Array.isArray(rows) || rows.length > MAX_ROWS) return false;
    return rows.every((row) => this.isRow(row, fields, masked));
  }

  /**
   * Whether results hold exactly one answer of its form for every name that was permitted, and nothing else (protocol.md §4): under mode
   * `predicate` no value can leave, whatever a department's connector says.
   */
  areResults(results: unknown, names: readonly string[]): boolean {
    if (typeof results !== 'object' || results === null || Array.isArray(results)) return false;
    const answers = Object.entries(results);
    const permitted = new Set(names);
    if (answers.length !== permitted.size) return false;
    return answers.every(([name, answer]) => permitted.has(name) && this.isAnswerTo(name, answer));
  }

  /** Unknown is an answer to all but a count; an item that was compared is answered like any yes or no. */
  private isAnswerTo(name: string, answer: unknown): boolean {
    const predicate = this.predicates.get(name);
    if (predicate === undefined && !this.isItem.has(name)) return false;
    const form = predicate?.answer;
    if (form?.kind === 'count') return typeof answer === 'number' && Number.isSafeInteger(answer) && answer >= 0;
    const words = form === undefined ? ['yes', 'no'] : form.values;
    return typeof answer === 'string' && (answer === 'unknown' || words.includes(answer));
  }

  private isRow(row: unknown, fields: readonly string[], masked: readonly string[]): boolean {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
    return Object.entries(row).every(([name, value]) => {
      const isItem = fields.includes(name) ? this.isItem.get(name) : undefined;
      if (isItem === undefined) return false;
      return masked.includes(name) ? typeof value === 'string' && value.length <= MAX_MASKED_LENGTH : isItem(value) === true;
    });
  }
}

/** The words a dataset's schemas may use (stack.md §10). One instance per schema, so that no two documents' `$id` collide. */
function profile(allErrors: boolean): Ajv2020 {
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
  return ajv;
}

function compile(ajv: Ajv2020, schema: object): ValidateFunction {
  const validate = ajv.compile(schema);
  // An asynchronous validator answers with a promise: truthy, so everything would pass.
  if ('$async' in validate) throw new TypeError('$async is outside the profile');
  return validate;
}

function compileItems({ properties, $defs }: RecordSchema): ReadonlyMap<string, ValidateFunction> {
  const ajv = profile(false);
  const shared = $defs === undefined ? {} : { $defs };
  return new Map(Object.entries(properties).map(([name, item]) => [name, compile(ajv, { ...shared, ...item })]));
}

/** Undefined for a dataset that answers no predicates. */
function compileAsk(querySchema: DatasetDocument['querySchema']): ValidateFunction | undefined {
  const { ask } = memberSchemas(querySchema);
  const { $defs } = querySchema;
  return ask === undefined ? undefined : compile(profile(false), { ...($defs !== undefined && { $defs }), ...ask });
}

function identifiersOfKeys(querySchema: DatasetDocument['querySchema']): Readonly<Record<string, unknown>> {
  const keys = memberSchemas(memberSchemas(querySchema)['keys']);
  return Object.fromEntries(Object.entries(keys).map(([name, schema]) => [name, schema['x-identifier']]));
}

/** Names the place and the rule. Parameters that ajv takes from the schema are shown, values of the request never. */
function sentenceOf(error: ErrorObject): string {
  const place = error.instancePath === '' ? 'the body' : error.instancePath;
  // ajv quotes the name of an unknown member in no message; the name itself may be personal data, so it stays out here too.
  return `${place} ${error.message ?? 'is invalid'}`;
}
