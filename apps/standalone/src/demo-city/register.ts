import type { Household } from './residents-of.js';
import type { Enterprise } from './enterprise.js';
import type { LifeOf } from './life.js';

/** A value as JSON holds it; PostgreSQL reads it by the column's own type. */
export type Cell = string | number | boolean | null | readonly string[] | readonly object[];
export type Row = Readonly<Record<string, Cell>>;

/** One household with what its members do, and the enterprises that it owns. */
export interface Family {
  readonly members: Household;
  readonly lifeOf: LifeOf;
  readonly enterprises: readonly Enterprise[];
}

/** One table of a department, in the schema `register`. */
export interface Register {
  /** Made by `sql/demo-city/<body>.sql`; members of a row are its columns. */
  readonly table: string;
  /** View that mappings read in its place; the connector is shown no more than that. */
  readonly readAs?: string;
  readonly rowsOf: (family: Family) => readonly Row[];
}

/** Registers of each department, by its body. */
export type RegistersOf = Readonly<Record<string, readonly Register[]>>;
