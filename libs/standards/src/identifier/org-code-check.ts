const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The ninth character of an organisation code (组织机构代码, GB 11714) for its first eight: A = 10 … Z = 35, mod 11. */
export function orgCodeCheckCharacter(first8: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number.parseInt(first8.charAt(place), 36), 0);
  const check = 11 - (sum % 11);
  if (check === 10) return 'X';
  return check === 11 ? '0' : String(check);
}
