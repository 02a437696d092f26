/** Ends the reading of a directory with a sentence for the operator. */
export function refuse(why: string): never {
  throw new Error(`directory.json: ${why}`);
}

export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`${what} is not an object`);
  return { ...value };
}

/** The members of a closed object. */
export function membersOf(
  value: unknown,
  what: string,
  required: readonly string[],
  optional: readonly string[],
): Readonly<Record<string, unknown>> {
  const members = objectOf(value, what);
  for (const name of required) if (members[name] === undefined) refuse(`${what} lacks ${name}`);
  for (const name of Object.keys(members)) {
    if (!required.includes(name) && !optional.includes(name)) refuse(`${what} has an unknown member ${name}`);
  }
  return members;
}

export function textOf(value: unknown, what: string): string {
  return typeof value === 'string' && value !== '' ? value : refuse(`${what} is not a text`);
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(`${what} is not a list`);
}
