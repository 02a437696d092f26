import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSecretFile } from './secret-file.js';

describe('a secret file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'secret-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const written = async (name: string, text: string, mode: number): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  };

  it('is read without its final newline', async () => {
    expect(await readSecretFile(await written('good', 's3cret word\n', 0o600))).toBe('s3cret word');
  });

  it('is refused when its group or others may read it', async () => {
    await expect(readSecretFile(await written('group', 'x', 0o640))).rejects.toThrow('0600');
    await expect(readSecretFile(await written('others', 'x', 0o604))).rejects.toThrow('0600');
  });

  it('is refused when empty: PostgreSQL would ask without a password', async () => {
    await expect(readSecretFile(await written('empty', '\n', 0o600))).rejects.toThrow('empty');
  });
});
