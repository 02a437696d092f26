// `\s` misses U+0085 and adds U+FEFF; the specification means Unicode white space.
const FORBIDDEN = /[\p{White_Space}+]/u;

/** Key names are not empty and hold neither white space nor a plus. They compare byte for byte. */
export function isKeyName(name: string): boolean {
  return name !== '' && !FORBIDDEN.test(name);
}
