import { itemsOf } from './sheet.mjs';
import { schemaOfType } from './value-type.mjs';

/** One unmasked record; items that are not shared never leave the source, so they are no part of it. */
export function recordSchemaOf(sheet) {
  const items = itemsOf(sheet).filter(({ isShared }) => isShared);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${sheet.code} ${sheet.name[0]}: one record`,
    type: 'object',
    additionalProperties: false,
    required: items.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    properties: Object.fromEntries(items.map((item) => [item.name, schemaOfItem(item)])),
    ...(sheet.exactlyOneOf !== undefined && { oneOf: sheet.exactlyOneOf.map((name) => onlyOf(name, sheet.exactlyOneOf)) }),
  };
}

function schemaOfItem({ title, type, of, values, unit, level, mask }) {
  return {
    title: title.zh,
    ...schemaOfType(type, { of, values }),
    ...(unit !== undefined && { 'x-unit': unit }),
    'x-sensitivity': level,
    'x-mask': mask,
  };
}

function onlyOf(present, names) {
  return { required: [present], properties: Object.fromEntries(names.map((name) => [name, name === present])) };
}
