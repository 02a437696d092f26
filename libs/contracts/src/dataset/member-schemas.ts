type Schema = Readonly<Record<string, unknown>>;

const NONE: Readonly<Record<string, Schema>> = {};
const known = new WeakMap<object, Readonly<Record<string, Schema>>>();

/** Schemas of the members of an object, whether they stand under `properties` or in one of its alternatives. Each schema is read once. */
export function memberSchemas(schema: unknown): Readonly<Record<string, Schema>> {
  if (!isSchema(schema)) return NONE;
  const found = known.get(schema) ?? collect(schema);
  known.set(schema, found);
  return found;
}

function collect(schema: Schema): Readonly<Record<string, Schema>> {
  const alternatives = ['oneOf', 'anyOf'].flatMap((word) => (Array.isArray(schema[word]) ? (schema[word] as unknown[]) : []));
  const own = isSchema(schema['properties']) ? Object.entries(schema['properties']) : [];
  const members = [...alternatives.flatMap((one) => Object.entries(memberSchemas(one))), ...own];
  return Object.fromEntries(members.filter((member): member is [string, Schema] => isSchema(member[1])));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
