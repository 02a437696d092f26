import { readdirSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../../../test/vectors/', import.meta.url);

/** The test data of `test/vectors`, path below that folder. Used as it is, never edited. */
export function vectorBytes(path: string): Buffer {
  return readFileSync(new URL(path, ROOT));
}

export function vectorText(path: string): string {
  return vectorBytes(path).toString();
}

export function vectorJson<T>(path: string): T {
  return JSON.parse(vectorText(path)) as T;
}

/** All files below a folder, as paths for `vectorBytes`. */
export function vectorFiles(folder: string): string[] {
  const found = readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, withFileTypes: true });
  const root = ROOT.pathname;
  return found
    .filter((each) => each.isFile())
    .map((each) => `${each.parentPath}/${each.name}`.slice(root.length))
    .sort();
}

export interface Case {
  readonly name: string;
  readonly verdict: 'accept' | 'reject';
  readonly why: string;
}

export function fromHex(text: string): Buffer {
  return Buffer.from(text, 'hex');
}
