/** Whether a failure of the file system is this one. By its code, not its class: `instanceof` fails across realms. */
export function isFileFault(failure: unknown, code: 'ENOENT' | 'EEXIST'): boolean {
  return typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === code;
}
