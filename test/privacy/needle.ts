/** A value that must be found nowhere, under a name that may be printed. */
export interface Needle {
  readonly name: string;
  readonly value: string;
}

/** The needle's bytes in one of the forms in which programs leave values lying about. */
export interface Pattern {
  readonly needle: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Six bytes give base64 cores of seven characters: shorter ones turn up by chance. */
const LEAST_BYTES = 6;

/** Every form of the needle that the search looks for. Throws for a needle too short to be told from chance. */
export function patternsOf({ name, value }: Needle): readonly Pattern[] {
  const utf8 = Buffer.from(value);
  if (utf8.length < LEAST_BYTES) throw new RangeError(`the needle ${name} is too short to be told from chance`);
  const utf16 = Buffer.from(value, 'utf16le');
  const hex = utf8.toString('hex');
  const forms: readonly (readonly [encoding: string, bytes: Buffer])[] = [
    ['utf-8', utf8],
    ['utf-16le', utf16],
    ['utf-16be', Buffer.from(utf16).swap16()],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['percent', Buffer.from(encodeURIComponent(value))],
    ['json escapes', Buffer.from(escaped(value))],
    ['JSON ESCAPES', Buffer.from(escaped(value, (code) => code.toUpperCase()))],
    ...[0, 1, 2].flatMap((alignment) => [
      [`base64+${String(alignment)}`, Buffer.from(base64Core(utf8, alignment, 'base64'))] as const,
      [`base64url+${String(alignment)}`, Buffer.from(base64Core(utf8, alignment, 'base64url'))] as const,
    ]),
  ];
  // Of an ASCII value some forms are the same bytes.
  const seen = new Set<string>();
  return forms.flatMap(([encoding, bytes]) => {
    const isNew = !seen.has(bytes.toString('latin1'));
    seen.add(bytes.toString('latin1'));
    return isNew ? [{ needle: name, encoding, bytes }] : [];
  });
}

/**
 * The characters that the needle alone decides when it starts at `alignment` bytes (mod 3) into what was encoded: those whose six bits
 * all are its own. What stands before and after it changes only the characters at the edges.
 */
function base64Core(bytes: Buffer, alignment: number, encoding: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(alignment), bytes, Buffer.alloc(3)]).toString(encoding);
  return text.slice(Math.ceil((alignment * 8) / 6), Math.floor(((alignment + bytes.length) * 8) / 6));
}

/** As serialisers write that keep to ASCII. */
function escaped(value: string, spell: (code: string) => string = (code) => code): string {
  return value.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${spell(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`);
}
