import { hasMaskRule, readNotation } from './value-type.mjs';

/** Items of an officer's sheet (`dataset.json`) with everything that follows from their notation. */
export function itemsOf({ items }) {
  return Object.entries(items).map(([name, [notation, zh, en, more = {}]]) => {
    const marks = readNotation(notation);
    const level = levelOf(marks);
    return { name, title: { zh, en }, ...marks, ...more, level, mask: maskOf(level) };
  });
}

/** Key alternatives of a sheet: `idNo+taxYear`, or `idNo P` where it serves mode `predicate` only. */
export function alternativesOf({ keys }) {
  return keys.map((key) => {
    const [names, mark] = key.split(' ');
    return { names: names.split('+'), isForPredicatesOnly: mark === 'P' };
  });
}

/** Type of a key: that of the item of its name, or the one that the sheet states for a key that is no item. */
export function keyTypeOf({ items, keyPlaces = {} }, name) {
  const notation = keyPlaces[name]?.type ?? items[name]?.[0];
  if (notation === undefined) throw new Error(`key ${name} has no type`);
  return readNotation(notation).type;
}

/** Predicates of persons' ★ data reveal them by a yes alone: level 4. */
export function predicateLevelOf({ isSensitive = false }) {
  return isSensitive ? 'L4sp' : 'L2p';
}

function levelOf({ type, grade, isSensitive, hasOwnBasis, isShared }) {
  const digit = hasMaskRule(type) ? grade : Math.min(grade, 2);
  return `L${String(digit)}${isSensitive ? 's' : ''}${hasOwnBasis ? 'b' : ''}${isShared ? '' : 'n'}`;
}

function maskOf(level) {
  if (level.startsWith('L4')) return 'strict';
  return level.startsWith('L3') ? 'partial' : 'none';
}
