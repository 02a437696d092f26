/** One `*` per hidden character (code point) between the first and the last characters that stay. */
export function keepEnds(text: string, first: number, last: number): string {
  const characters = [...text];
  const hidden = Math.max(0, characters.length - first - last);
  return characters.slice(0, first).join('') + '*'.repeat(hidden) + characters.slice(first + hidden).join('');
}
