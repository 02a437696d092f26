/** Columns of a table: the only part of a statement that cannot be a bound parameter, so nothing but plain lower-case names. */
const SQL_NAME = { type: 'string', pattern: '^[a-z_][a-z0-9_]{0,62}$' };
const NAME = { type: 'string', pattern: '^[^\\u0000-\\u001f"]{1,64}$' };
const ITEM = '^[a-z][A-Za-z0-9]{0,39}$';
const ITEM_NAME = { type: 'string', pattern: ITEM };
const ARGUMENT = ITEM_NAME;
const FLAG = { type: 'boolean' };

function closed(required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

const CONDITION = {
  oneOf: [
    closed({ item: ITEM_NAME, is: FLAG }),
    closed({ item: ITEM_NAME, in: { type: 'array', minItems: 1, items: { type: 'string' } } }),
    closed(
      { item: { oneOf: [ITEM_NAME, { type: 'array', minItems: 2, items: ITEM_NAME }] }, equals: ARGUMENT },
      { optional: FLAG },
    ),
    closed({ item: ITEM_NAME, notAfter: ARGUMENT }, { orAbsent: FLAG }),
    closed({ item: ITEM_NAME, notBefore: ARGUMENT }, { orAbsent: FLAG }),
    closed({ item: ITEM_NAME, after: ARGUMENT }, { orAbsent: FLAG }),
    closed({ item: ITEM_NAME, inRegion: ARGUMENT }),
    closed({ item: ITEM_NAME, ageAtLeast: ARGUMENT, on: ARGUMENT }),
    closed({ item: ITEM_NAME, atMost: ARGUMENT }),
  ],
};

const WHERE = { type: 'array', items: CONDITION };
const THRESHOLD = { threshold: ARGUMENT };

const RULE = {
  oneOf: [
    closed({ kind: { const: 'some' }, where: WHERE }, THRESHOLD),
    closed({ kind: { const: 'exists' } }),
    closed({ kind: { const: 'count' }, where: WHERE }),
    closed({ kind: { const: 'countAtLeast' }, where: WHERE, argument: ARGUMENT }, { distinct: ITEM_NAME, ...THRESHOLD }),
    closed({ kind: { const: 'latest' }, by: ITEM_NAME, where: WHERE, then: WHERE }, THRESHOLD),
    closed({ kind: { const: 'amount' }, item: ITEM_NAME, atLeast: ARGUMENT }, { where: WHERE, ...THRESHOLD }),
    closed({ kind: { const: 'amount' }, item: ITEM_NAME, below: ARGUMENT }, { where: WHERE, ...THRESHOLD }),
    closed({ kind: { const: 'ageBand' }, item: ITEM_NAME }),
    closed({ kind: { const: 'value' }, item: ITEM_NAME, where: WHERE }),
    closed({ kind: { const: 'sameAs' }, item: ITEM_NAME, key: ITEM_NAME, argument: ARGUMENT }),
  ],
};

/** A mapping with names of the given form. */
function mappingOf(place: Readonly<Record<string, object>>, column: object): object {
  const key = { oneOf: [column, { type: 'array', minItems: 2, items: column }, closed({ list: column })] };
  const perItem = (value: object): object => ({
    type: 'object',
    minProperties: 1,
    propertyNames: { pattern: ITEM },
    additionalProperties: value,
  });
  return closed(
    {
      name: NAME,
      dataset: { type: 'string', pattern: '^[A-Z][A-Za-z0-9-]*@[1-9][0-9]*$' },
      ...place,
      keys: perItem(key),
      columns: perItem(column),
    },
    {
      rowRegion: { oneOf: [ITEM_NAME, closed({ column })] },
      predicates: { type: 'object', propertyNames: { pattern: ITEM }, additionalProperties: RULE },
    },
  );
}

const TABLE = closed({ schema: SQL_NAME, name: SQL_NAME });
/** No scheme, no host, no dots: the request cannot leave the source's root. */
const HTTP = closed(
  { path: { type: 'string', pattern: '^(?:/[A-Za-z0-9_~-]+)+$' } },
  { rows: { type: 'string', pattern: '^(?:/(?:[^/~\\u0000-\\u001f]|~[01])+)*$' } },
);
const CSV = closed(
  { file: { type: 'string', pattern: '^[A-Za-z0-9_-]+\\.csv$' } },
  { types: { type: 'object', additionalProperties: { enum: ['boolean', 'integer'] } } },
);

export const MAPPING_SCHEMA = {
  oneOf: [mappingOf({ table: TABLE }, SQL_NAME), mappingOf({ http: HTTP }, NAME), mappingOf({ csv: CSV }, NAME)],
};
