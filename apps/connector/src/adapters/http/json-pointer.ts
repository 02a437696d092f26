const ARRAY_INDEX = /^(?:0|[1-9][0-9]*)$/;

/** The value that a JSON Pointer (RFC 6901) names; undefined where there is none. The pointer's own form is not checked. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    // This order: `~01` is the name `~1`.
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = memberOf(value, name);
  }
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value) && !ARRAY_INDEX.test(name)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
