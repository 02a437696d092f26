/** A problem+json answer in words: what happened, why, and what to change. */
export function problemLines(problem: Readonly<Record<string, unknown>>): readonly string[] {
  const list = (name: string): readonly string[] => (Array.isArray(problem[name]) ? problem[name].map(String) : []);
  return [
    `${String(problem['code'])}: ${String(problem['title'])}`,
    ...list('reasons').map((reason) => `  because ${reason}`),
    ...list('findings').map((finding) => `  ${finding}`),
    ...(typeof problem['index'] === 'number' ? [`  recorded at index ${String(problem['index'])}`] : []),
    String(problem['hint']),
  ];
}
