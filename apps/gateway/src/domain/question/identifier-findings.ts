import { memberSchemas } from '@shutong/contracts';
import { type IdentifierContext, isIdentifierType, validateIdentifier } from '@shutong/standards';

type Schema = Readonly<Record<string, unknown>>;

/** What is wrong with identifiers in a body that matches its schema: place and reasons, never the value (domain.md §6). */
export function identifierFindings(body: unknown, schema: Schema, context: IdentifierContext): readonly string[] {
  return findingsAt(body, schema, '', context);
}

function findingsAt(value: unknown, schema: Schema, place: string, context: IdentifierContext): readonly string[] {
  if (typeof value === 'string') return findingsOfText(value, schema['x-identifier'], place, context);
  if (Array.isArray(value)) {
    const items = asSchema(schema['items']);
    return items === undefined
      ? []
      : value.flatMap((item, index) => findingsAt(item, items, `${place}/${String(index)}`, context));
  }
  if (typeof value !== 'object' || value === null) return [];
  const members = memberSchemas(schema);
  return Object.entries(value).flatMap(([name, member]) => {
    const of = Object.hasOwn(members, name) ? members[name] : undefined;
    return of === undefined ? [] : findingsAt(member, of, `${place}/${name}`, context);
  });
}

function findingsOfText(value: string, type: unknown, place: string, context: IdentifierContext): readonly string[] {
  if (type === undefined) return [];
  // A type that this release cannot check is refused: unknown means no.
  if (typeof type !== 'string' || !isIdentifierType(type)) return [`${place}: CODE_UNKNOWN`];
  const valid = validateIdentifier(type, value, context);
  if (!valid.ok) return [`${place}: ${valid.failure.join(' ')}`];
  return valid.value === value ? [] : [`${place}: CHARSET`];
}

function asSchema(value: unknown): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}
