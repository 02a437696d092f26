import { alternativesOf, itemsOf } from './sheet.mjs';

/** Where the connector finds the records in the department's database. */
export function mappingOf(sheet) {
  const items = itemsOf(sheet).filter(({ isShared }) => isShared);
  const keys = new Set(alternativesOf(sheet).flatMap(({ names }) => names));
  return {
    name: sheet.code,
    dataset: `${sheet.code}@1`,
    table: { schema: 'register', name: sheet.table },
    keys: Object.fromEntries([...keys].map((name) => [name, placeOf(name, sheet)])),
    columns: Object.fromEntries(items.map(({ name }) => [name, columnOf(name)])),
    rowRegion: sheet.rowRegion ?? { column: 'region6' },
    predicates: Object.fromEntries(Object.entries(sheet.predicates).map(([name, { rule }]) => [name, rule])),
  };
}

/** One column, several of which any may hold the value, or a column with a list. */
function placeOf(name, { keyPlaces = {} }) {
  const { anyOf, list } = keyPlaces[name] ?? {};
  if (anyOf !== undefined) return anyOf.map(columnOf);
  return list === undefined ? columnOf(name) : { list };
}

/** `partyAIdNo` → `party_a_id_no` */
function columnOf(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
