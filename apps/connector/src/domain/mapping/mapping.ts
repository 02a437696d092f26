/** Where a department's database keeps the records of one dataset; written by its data officer, no SQL in it. */
export interface Mapping {
  /** As the dataset document names it. */
  readonly name: string;
  /** `D01@1` */
  readonly dataset: string;
  readonly table: { readonly schema: string; readonly name: string };
  /** Key of a query → column. */
  readonly keys: Readonly<Record<string, string>>;
  /** Data item → column. */
  readonly columns: Readonly<Record<string, string>>;
  /** The item whose value places a row in a region; absent where rows have none. */
  readonly rowRegion: string | undefined;
}

const ITEM = /^[a-z][A-Za-z0-9]{0,39}$/;
const SQL_NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const MEMBERS: ReadonlySet<string> = new Set(['name', 'dataset', 'table', 'keys', 'columns', 'rowRegion', 'predicates']);

/**
 * Reads a mapping document. Throws with a sentence: names that are not plain lower-case SQL names are refused here, because they are
 * the only part of a statement that cannot be a bound parameter. `predicates` is for the mode of that name and not read here.
 */
export function parseMapping(value: unknown): Mapping {
  const members = recordOf(value, 'mapping');
  for (const name of Object.keys(members)) if (!MEMBERS.has(name)) refuse(`unknown member ${name}`);
  const table = recordOf(members['table'], 'table');
  const columns = namesOf(members['columns'], 'columns');
  const { rowRegion } = members;
  if (rowRegion !== undefined && (typeof rowRegion !== 'string' || !Object.hasOwn(columns, rowRegion)))
    refuse('rowRegion is no item of columns');
  const keys = namesOf(members['keys'], 'keys');
  if (Object.keys(keys).length === 0) refuse('no keys');
  return {
    name: textOf(members['name'], 'name'),
    dataset: textOf(members['dataset'], 'dataset'),
    table: { schema: sqlName(table['schema'], 'table.schema'), name: sqlName(table['name'], 'table.name') },
    keys,
    columns,
    rowRegion: typeof rowRegion === 'string' ? rowRegion : undefined,
  };
}

function namesOf(value: unknown, what: string): Readonly<Record<string, string>> {
  const names = Object.entries(recordOf(value, what)).map(([item, column]) => {
    if (!ITEM.test(item)) refuse(`${what}: ${item} is no name of a data item`);
    return [item, sqlName(column, `${what}.${item}`)] as const;
  });
  return Object.fromEntries(names);
}

function sqlName(value: unknown, what: string): string {
  const text = textOf(value, what);
  return SQL_NAME.test(text) ? text : refuse(`${what} is no plain SQL name`);
}

function textOf(value: unknown, what: string): string {
  return typeof value === 'string' && value !== '' ? value : refuse(`${what} is not a text`);
}

function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : refuse(`${what} is not an object`);
}

function refuse(why: string): never {
  throw new Error(`mapping document: ${why}`);
}
