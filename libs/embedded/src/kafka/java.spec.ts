import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findJava, findMaven } from './java.js';

describe('A machine without the programs that Kafka needs', () => {
  let folder: string;

  const fakeJava = async (version: string): Promise<string> => {
    const bin = join(folder, version, 'bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'java'), `#!/bin/sh\necho 'openjdk version "${version}"' >&2\n`, { mode: 0o755 });
    return join(folder, version);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'java-'));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('is told in one sentence to install Java', async () => {
    const java = await findJava({ PATH: '' });
    expect(java).toMatchObject({ ok: false, failure: { code: 'JAVA_MISSING' } });
    expect(java.ok ? '' : java.failure.sentence).toMatch(/^[^\n]*install a Java runtime of version 17[^\n]*\.$/);
  });

  it('is told in one sentence to install Maven', () => {
    const maven = findMaven({ PATH: '' });
    expect(maven).toMatchObject({ ok: false, failure: { code: 'MAVEN_MISSING' } });
    expect(maven.ok ? '' : maven.failure.sentence).toMatch(/^[^\n]*install Maven[^\n]*\.$/);
  });

  it.each(['1.8.0_402', '11.0.22', '16.0.2'])('is told that Java %s is too old', async (version) => {
    expect(await findJava({ JAVA_HOME: await fakeJava(version) })).toMatchObject({ failure: { code: 'JAVA_TOO_OLD' } });
  });

  it.each(['17.0.15', '21', '25.0.1'])('may use Java %s', async (version) => {
    const home = await fakeJava(version);
    expect(await findJava({ PATH: '/nowhere', JAVA_HOME: home })).toMatchObject({
      ok: true,
      value: { file: join(home, 'bin/java') },
    });
  });
});
