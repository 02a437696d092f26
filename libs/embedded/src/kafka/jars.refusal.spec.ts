import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kafkaJars } from './jars.js';

describe('A jar that is not the one on the committed list', () => {
  let cache: string;

  const codeOf = async (): Promise<unknown> => {
    const jars = await kafkaJars(cache, { PATH: '' }, () => undefined);
    return jars.ok ? 'accepted' : [jars.failure.code, jars.failure.sentence];
  };

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'jars-'));
    await mkdir(join(cache, 'jars'));
  });

  afterEach(async () => {
    await rm(cache, { recursive: true });
  });

  it('is refused when it was put beside the others', async () => {
    await writeFile(join(cache, 'jars/a-helper-1.0.jar'), 'PK');
    expect(await codeOf()).toEqual(['JARS_CHANGED', expect.stringContaining('a-helper-1.0.jar is not on the list')]);
  });

  it('is refused when it is missing', async () => {
    expect(await codeOf()).toEqual(['JARS_CHANGED', expect.stringContaining('is missing')]);
  });

  it('is refused when it has the right name and another content', async () => {
    await writeFile(join(cache, 'jars/HdrHistogram-2.2.2.jar'), 'PK');
    expect(await codeOf()).toEqual(['JARS_CHANGED', expect.stringContaining('HdrHistogram-2.2.2.jar differs')]);
  });
});
