export { canonicalJson, isCanonicalJson } from './canonical-json.js';
export { type Clock, systemClock } from './clock.js';
export { fromBase64, fromBase64Url, toBase64, toBase64Url } from './encoding.js';
export { hashText, sha256 } from './hash.js';
export { type Id, idOf, isId, newId } from './id.js';
export { fromInstant, type Instant, toInstant } from './instant.js';
export { type JsonFault, type JsonLimits, parseJson } from './parse-json.js';
export { Pushback } from './pushback.js';
export { type Randomness, systemRandomness } from './randomness.js';
export { fail, ok, type Result } from './result.js';
export {
  type DecisionReason,
  inCatalogueOrder,
  isProblemCode,
  type ProblemCode,
  PROBLEMS,
  type RequestProblem,
} from './problems/catalogue.js';
export type { Problem } from './problems/problem.js';
export {
  type EdgeReason,
  type RefusalEntry,
  REFUSED_IN,
  type Refuser,
  type ReleaseReason,
  type SourceReason,
  type UndecidedReason,
} from './problems/refused-in.js';
export { REQUEST_PROBLEMS } from './problems/request-problems.js';
