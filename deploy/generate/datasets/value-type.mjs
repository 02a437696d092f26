/** The notation of values in the officers' sheets, as the domain reference §8 writes rows: `s(50)/3?★!⊘`, `n(10,2)`, `id:uscc`, `c:sex`. */

/** Nine bands of band:income and band:amount; never finer (domain reference §7, §11). */
const AMOUNT_BANDS = [
  '[0,500)',
  '[500,1000)',
  '[1000,2000)',
  '[2000,3000)',
  '[3000,5000)',
  '[5000,8000)',
  '[8000,12000)',
  '[12000,20000)',
  '[20000,+)',
];

const text = (minLength, maxLength, pattern) => ({
  type: 'string',
  minLength,
  maxLength,
  ...(pattern !== undefined && { pattern }),
});

/** Length and characters only; check digits, regions and codes are the validator's, so that their reasons have names. */
const IDENTIFIERS = {
  'resident-id': text(18, 18, '^[0-9]{17}[0-9X]$'),
  uscc: text(18, 18, '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  region6: text(6, 6, '^[0-9]{6}$'),
  'real-estate-unit': text(28, 28, '^[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}$'),
  'real-estate-cert': text(20, 40, '^[\\u4e00-\\u9fff]\\([0-9]{4}\\)[\\u4e00-\\u9fff]+不动产(?:权|证明)第[0-9]{7}号$'),
  plate: text(7, 8, '^[\\u4e00-\\u9fff][A-Z][0-9A-Z]{4,5}[0-9A-Z警学挂领港澳]$'),
  vin: text(17, 17, '^[0-9A-HJ-NPR-Z]{17}$'),
  'marriage-cert': text(19, 20, '^[A-Z]{1,2}[0-9]{6}-[0-9]{4}-[0-9]{6}$'),
  'disability-cert': text(20, 23, '^[0-9]{17}[0-9X][0-9]{2}(?:B[0-9]{1,2})?$'),
  'student-no': text(19, 19, '^[A-Z][0-9]{17}[0-9X]$'),
};

/** Form of the codes of a table; the values themselves stay in the table. */
const CODES = {
  sex: text(1, 1, '^[0-9]$'),
  ethnicity: text(2, 2, '^[0-9]{2}$'),
  relation: text(2, 2, '^[0-9]{2}$'),
  'reg-state': text(1, 1, '^[0-9]$'),
  insurance: text(1, 1, '^[0-9]$'),
  'aid-category': text(1, 1, '^[0-9]$'),
  'disability-kind': text(1, 1, '^[0-9]$'),
  'disability-grade': text(1, 1, '^[0-9]$'),
  currency: text(3, 3, '^[A-Z]{3}$'),
  industry: text(5, 5, '^[A-Z][0-9]{4}$'),
};

const FORMS = [
  [/^s\((\d+)\)$/, (max) => text(1, Number(max))],
  [/^i$/, () => ({ type: 'integer', minimum: 0, maximum: 2_147_483_647 })],
  [/^i\((\d+)\.\.(\d+)\)$/, (from, to) => ({ type: 'integer', minimum: Number(from), maximum: Number(to) })],
  [/^n\((\d+),(\d+)\)$/, (digits, decimals) => decimal('-?', Number(digits), Number(decimals))],
  [/^x$/, () => decimal('', 12, 2)],
  [/^d$/, () => ({ type: 'string', format: 'date', minLength: 10, maxLength: 10 })],
  [/^dt$/, () => ({ type: 'string', format: 'date-time', minLength: 20, maxLength: 35 })],
  [/^ym$/, () => text(7, 7, '^[0-9]{4}-(?:0[1-9]|1[0-2])$')],
  [/^y$/, () => text(4, 4, '^[0-9]{4}$')],
  [/^b$/, () => ({ type: 'boolean' })],
  [/^band:(?:income|amount)$/, () => ({ type: 'string', enum: AMOUNT_BANDS })],
  [/^id:(.+)$/, (name) => ({ ...known(IDENTIFIERS, name), 'x-identifier': name })],
  [/^c:(.+)$/, (name) => ({ ...known(CODES, name), 'x-code-table': name })],
];

/** Type and marks of one notation. */
export function readNotation(notation) {
  const [, type, marks] = /^([^/?★!⊘]+)(.*)$/.exec(notation) ?? fail(`not a type: ${notation}`);
  return {
    type,
    grade: Number(/\/([1-4])/.exec(marks)?.[1] ?? 2),
    isSensitive: marks.includes('★'),
    hasOwnBasis: marks.includes('!'),
    isShared: !marks.includes('⊘'),
    isRequired: !marks.includes('?'),
  };
}

/** The schema of a value; `of` gives the members of an object, `values` the codes of an enumeration. */
export function schemaOfType(type, { of, values } = {}) {
  const list = /^(.+)\[(?:≥(\d+)|≤(\d+))?\]$/.exec(type);
  if (list !== null) {
    const [, element, min, max] = list;
    const items = schemaOfType(element, { of, values });
    return { type: 'array', ...(min !== undefined && { minItems: Number(min) }), maxItems: Number(max ?? 200), items };
  }
  if (type === 'enum') return { type: 'string', enum: Object.keys(values) };
  if (type === 'object') return closedObject(of);
  for (const [pattern, schema] of FORMS) {
    const parts = pattern.exec(type);
    if (parts !== null) return schema(...parts.slice(1));
  }
  return fail(`unknown type ${type}`);
}

/** A closed object from names and notations. */
export function closedObject(members) {
  const read = Object.entries(members).map(([name, notation]) => [name, readNotation(notation)]);
  const required = read.filter(([, { isRequired }]) => isRequired).map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(read.map(([name, { type }]) => [name, schemaOfType(type)])),
  };
}

/** Whether values of the type are masked in part: not codes, flags, bands, counts, quantities, lists (domain reference §11). */
export function hasMaskRule(type) {
  return /^(?:s\(\d+\)|d|id:(?!region)[a-z0-9-]+)$/.test(type);
}

/** A decimal travels as text, without leading zeros; at most `digits` digits, `decimals` of them behind the point. */
function decimal(sign, digits, decimals) {
  const whole = `(?:0|[1-9][0-9]{0,${String(digits - decimals - 1)}})`;
  const length = digits + (sign === '' ? 1 : 2);
  return text(1, length, `^${sign}${whole}(?:\\.[0-9]{1,${String(decimals)}})?$`);
}

function known(table, name) {
  return table[name] ?? fail(`unknown: ${name}`);
}

function fail(why) {
  throw new Error(why);
}
