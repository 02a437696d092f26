import { alternativesOf, itemsOf, keyTypeOf, predicateLevelOf } from './sheet.mjs';
import { closedObject, schemaOfType } from './value-type.mjs';

const MODES = ['records', 'predicate', 'subscribe', 'batch', 'file', 'aggregate'];

/** The body of a query (domain reference §8). */
export function querySchemaOf(sheet) {
  const items = itemsOf(sheet);
  const names = [...items.map(({ name }) => name), ...Object.keys(sheet.predicates)];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${sheet.code} ${sheet.name[0]}: the body of a query`,
    type: 'object',
    additionalProperties: false,
    required: ['purpose', 'basis', 'law', 'operator', 'mode', 'keys'],
    properties: {
      ...frame(),
      keys: keysSchema(sheet),
      fields: { type: 'array', minItems: 1, maxItems: 64, uniqueItems: true, items: { type: 'string', enum: names } },
      ask: askSchema(sheet, items),
      region: { type: 'array', minItems: 1, maxItems: 20, uniqueItems: true, items: schemaOfType('id:region6') },
    },
    if: { properties: { mode: { const: 'predicate' } } },
    then: { required: ['ask'], properties: { ask: true, fields: false }, ...onlyByTheirKey(sheet) },
    else: { required: ['fields'], properties: { fields: true, ask: false, ...keysOfRecords(sheet) } },
  };
}

/** What every query states, whatever it asks. */
function frame() {
  const text = (minLength, maxLength, pattern) => ({ type: 'string', minLength, maxLength, pattern });
  return {
    purpose: text(1, 40, '^[a-z][a-z0-9-]*$'),
    basis: { ...text(2, 2, '^B[1-7]$'), 'x-code-table': 'basis' },
    law: { ...text(4, 12, '^[A-Z]{2,8}-[1-9][0-9]{0,2}$'), 'x-code-table': 'law' },
    caseNo: text(1, 40, '^[^\\u0000-\\u001f\\u007f]+$'),
    operator: {
      type: 'object',
      additionalProperties: false,
      required: ['no', 'role'],
      properties: {
        no: text(1, 64, '^[A-Za-z0-9@._:-]+$'),
        role: { ...text(1, 20, '^[a-z]+$'), 'x-code-table': 'role' },
        dept: schemaOfType('id:uscc'),
      },
    },
    mode: { type: 'string', enum: MODES },
  };
}

/**
 * All keys stand in `properties`, because whoever checks identifiers looks there; where there are several alternatives, exactly one of
 * the closed objects of `oneOf` fits: no key too few, none too many.
 */
function keysSchema(sheet) {
  const alternatives = alternativesOf(sheet);
  const names = [...new Set(alternatives.flatMap((alternative) => alternative.names))];
  const properties = Object.fromEntries(names.map((name) => [name, schemaOfType(keyTypeOf(sheet, name))]));
  const [only, second] = alternatives;
  const closed = { type: 'object', additionalProperties: false };
  if (second === undefined) return { ...closed, required: only.names, properties };
  return { ...closed, properties, oneOf: alternatives.map(exactly) };
}

/** In other modes than `predicate`, the alternatives that serve them; nothing to say where all do. */
function keysOfRecords(sheet) {
  const alternatives = alternativesOf(sheet);
  const rest = alternatives.filter(({ isForPredicatesOnly }) => !isForPredicatesOnly);
  if (rest.length === alternatives.length) return {};
  return { keys: rest.length === 1 ? exactly(rest[0]) : { oneOf: rest.map(exactly) } };
}

function exactly({ names }) {
  const properties = Object.fromEntries(names.map((name) => [name, true]));
  return { type: 'object', additionalProperties: false, required: names, properties };
}

/** Predicates that a sheet ties to a key (`key`) are asked by it, and with it nothing else is. */
function onlyByTheirKey({ predicates }) {
  const tied = Object.entries(predicates).filter(([, { key }]) => key !== undefined);
  if (tied.length === 0) return {};
  const [[, { key }]] = tied;
  const names = tied.map(([name]) => name);
  return {
    if: { properties: { keys: { type: 'object', required: [key], properties: { [key]: true } } } },
    then: { properties: { ask: { type: 'object', propertyNames: { type: 'string', enum: names } } } },
    else: { properties: { ask: { type: 'object', properties: Object.fromEntries(names.map((name) => [name, false])) } } },
  };
}

/** Predicates with their arguments, then items with a value to compare with; lists and what is not shared cannot be compared. */
function askSchema(sheet, items) {
  const level = predicateLevelOf(sheet);
  const predicates = Object.entries(sheet.predicates).map(([name, { title, args = {} }]) => [
    name,
    { title: title[0], ...closedObject(args), 'x-sensitivity': level },
  ]);
  const compared = items
    .filter(({ isShared, type }) => isShared && !type.includes('['))
    .map(({ name, title, type, values }) => [name, { title: title.zh, ...schemaOfType(type, { values }) }]);
  return {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 64,
    properties: Object.fromEntries([...predicates, ...compared]),
  };
}
