import { readFile } from 'node:fs/promises';
import { type Mapping, parseMapping } from '@shutong/contracts';

/** Mappings by the name that dataset documents give. Throws with a sentence on a file that is none or has another name. */
export async function readMappings(files: Readonly<Record<string, string>>): Promise<ReadonlyMap<string, Mapping>> {
  const mappings = new Map<string, Mapping>();
  for (const [name, path] of Object.entries(files)) {
    const mapping = parseMapping(JSON.parse(await readFile(path, 'utf8')));
    if (!mapping.ok) throw new Error(`the mapping ${path} is refused: ${mapping.failure}`);
    if (mapping.value.name !== name) throw new Error(`${path} holds the mapping ${mapping.value.name}, not ${name}`);
    mappings.set(name, mapping.value);
  }
  return mappings;
}
