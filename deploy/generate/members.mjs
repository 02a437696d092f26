/** Members of a leaf schema as rows: path, form in a word of ledger.md §3, whether optional, and what an index may name. */

/** Words for the `$defs` of words.json that are no objects. */
const WORDS = {
  code: 'code',
  department: 'code (USCC)',
  dataset: 'code@major',
  index: 'idx',
  count: 'count',
  instant: 't',
  day: 'date',
  id: 'id',
  pseudonym: 'P',
  digest: 'H',
  commitment: 'C',
  codeSet: 'set',
  regionSet: 'set',
  indexSet: 'set of idx',
  level: 'level',
  milliseconds: 'ms',
};

/** Keywords a member may have; one that is not here would be left out silently, so it stops the generator. */
const KNOWN = new Set(
  '$ref type additionalProperties required properties propertyNames minProperties oneOf enum const items minItems minimum maximum minLength maxLength'.split(
    ' ',
  ),
);

/** Rows of all members, nested ones under their path. */
export function membersOf(schema, words) {
  return rowsOfObject(schema, '', words);
}

function rowsOfObject({ properties, required = [] }, prefix, words) {
  return Object.entries(properties).flatMap(([name, member]) =>
    rowsOf(member, `${prefix}${name}`, !required.includes(name), words),
  );
}

function rowsOf(member, path, isOptional, words) {
  const unknown = Object.keys(member).filter((keyword) => !KNOWN.has(keyword));
  if (unknown.length > 0) throw new Error(`${path}: the generator does not know ${unknown.join(', ')}`);
  const word = nameOfRef(member);
  if (word !== undefined && WORDS[word] === undefined) return rowsOf(withoutNotes(words.$defs[word]), path, isOptional, words);
  if (member.oneOf !== undefined) return rowsOfVariants(member.oneOf, path, isOptional, words);
  if (member.properties === undefined) return [{ path, isOptional, form: formOf(member, path) }];
  // Of an optional object, members that it must have are there whenever it is.
  return isOptional
    ? [{ path, isOptional, form: 'object' }, ...rowsOfObject(member, `${path}.`, words)]
    : rowsOfObject(member, `${path}.`, words);
}

/** One row for what is no object; of several objects each member once, with the values of the one that tells them apart. */
function rowsOfVariants(variants, path, isOptional, words) {
  const plain = variants.filter(({ properties }) => properties === undefined);
  const objects = variants.filter(({ properties }) => properties !== undefined);
  const names = [...new Set(objects.flatMap(({ properties }) => Object.keys(properties)))];
  const rows = names.flatMap((name) => {
    const holders = objects.filter(({ properties }) => properties[name] !== undefined);
    const isInAll = holders.length === variants.length && holders.every(({ required }) => required.includes(name));
    const values = holders.map(({ properties }) => properties[name].const);
    const merged = values.includes(undefined) ? holders[0].properties[name] : { enum: values };
    return rowsOf(merged, `${path}.${name}`, !isInAll, words);
  });
  return [
    ...plain.map((variant) => ({ path, isOptional: isOptional || objects.length > 0, form: formOf(variant, path) })),
    ...rows,
  ];
}

function formOf(member, path) {
  const word = nameOfRef(member);
  if (word !== undefined) return WORDS[word];
  if (member.enum !== undefined) return member.enum.map((value) => `\`${value}\``).join(' ');
  if (member.const !== undefined) return `\`${member.const}\``;
  if (member.type === 'boolean') return 'bool';
  if (member.type === 'integer') return member.minimum > 0 ? `count ≥ ${member.minimum}` : 'count';
  if (member.type === 'string') return `text ≤ ${member.maxLength}`;
  if (member.type === 'array') return `list of ${formOf(member.items, path)}`;
  if (member.type === 'object') return `{name: ${formOf(member.additionalProperties, path)}}`;
  throw new Error(`${path}: the generator has no word for this`);
}

function nameOfRef({ $ref }) {
  return $ref?.split('/').at(-1);
}

function withoutNotes({ description: _description, ...member }) {
  return member;
}
