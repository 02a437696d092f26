/** Input form → the spelling that is checked: full-width characters folded (NFKC), blanks around it off, upper case. */
export function normalise(value: string): string {
  return value.normalize('NFKC').trim().toUpperCase();
}
