/**
 * Input form → the spelling that is checked: full-width characters folded (NFKC), blanks around it off, upper case, then without the
 * separators that its type is printed with, if any.
 */
export function normalise(value: string, separators?: RegExp): string {
  const text = value.normalize('NFKC').trim().toUpperCase();
  return separators === undefined ? text : text.replaceAll(separators, '');
}
