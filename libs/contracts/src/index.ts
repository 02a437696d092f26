export type {
  AnsweredHeader,
  ExplainHeader,
  FactHeader,
  FailedHeader,
  Header,
  NotReleasedHeader,
  QueryHeader,
  Question,
  RefusedHeader,
} from './header/header.js';
export { parseHeader } from './header/parse-header.js';
export { type CatalogueRecord, parseCatalogue } from './record/catalogue.js';
export { DEAD_LETTER_CODES, type DeadLetter, type DeadLetterCode, parseDeadLetter } from './record/dead-letter.js';
export { type DecidedBatch, type DecidedEntry, type DecidedItem, type DecidedRefusal, parseDecided } from './record/decided.js';
export { type Acknowledgement, type DispatchBatch, type DispatchItem, parseDispatch, type TickPlace } from './record/dispatch.js';
export type { Head, ProvenEntry } from './record/head.js';
export { type AnsweredReply, type FailedReply, parseReply, type ReplyItem, type ReplyTick } from './record/reply.js';
export { encodeRecord, MAX_RECORD_BYTES } from './record/shape.js';
export { isTickItem, type OpeningKey, parseTick, type Tick, type TickItem, type TickSeal } from './record/tick.js';
export { isWithinLog, type LedgerFault, LedgerRules } from './ledger/ledger-rules.js';
export { checkEntry, type LeafFault, MAX_LEAF_BYTES, parseLeaf } from './ledger/parse-leaf.js';
export { type Reference, REFERENCE_KINDS, referencesOf } from './ledger/references.js';
export { DatasetContract } from './dataset/dataset-contract.js';
export { memberSchemas } from './dataset/member-schemas.js';
export {
  type DataItem,
  type DatasetDocument,
  datasetCodeOf,
  MAX_DOCUMENT_BYTES,
  parseDatasetDocument,
  type PredicateItem,
  type RecordSchema,
} from './dataset/dataset-document.js';
export { columnsOfKey, type CsvRows, type HttpRows, type KeyPlace, type Mapping } from './mapping/mapping.js';
export { parseMapping } from './mapping/parse-mapping.js';
export type { Condition, PredicateRule } from './mapping/predicate-rule.js';
