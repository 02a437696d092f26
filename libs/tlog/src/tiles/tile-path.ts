import { TILE_WIDTH } from '../tree/tile-rows.js';

/** A tile of hashes by its level, or a bundle of entries. */
export interface TileAddress {
  readonly level: number | 'entries';
  readonly n: number;
  /** 1 to 256; below 256 the path has the suffix `.p/<width>`. */
  readonly width: number;
}

const MAX_LEVEL = 63;
const PATH = /^tile\/(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*)([0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** Path under the log's prefix, as C2SP tlog-tiles spells it: 1234067 is `x001/x234/067`. */
export function tilePath(level: number | 'entries', n: number, width: number = TILE_WIDTH): string {
  const suffix = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${groupsOf(n)}${suffix}`;
}

/** Undefined unless the path is the one spelling of its tile. Says nothing about whether a tree has it. */
export function parseTilePath(path: string): TileAddress | undefined {
  const [, kind, outer, last, partial] = PATH.exec(path) ?? [];
  if (kind === undefined || outer === undefined || last === undefined) return undefined;
  const level = kind === 'entries' ? kind : Number(kind);
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const n = Number(outer.replaceAll(/[x/]/g, '') + last);
  if (!Number.isSafeInteger(n) || (typeof level === 'number' && level > MAX_LEVEL)) return undefined;
  // Printing again catches the rest: a leading zero group, the width 256 spelled out, a width above it.
  return width <= TILE_WIDTH && tilePath(level, n, width) === path ? { level, n, width } : undefined;
}

function groupsOf(n: number): string {
  const digits = String(n);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/[0-9]{3}/g) ?? [];
  return groups.map((group, i) => (i === groups.length - 1 ? group : `x${group}`)).join('/');
}
