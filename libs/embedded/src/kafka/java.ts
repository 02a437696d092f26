import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';

const run = promisify(execFile);

/** Environment variables of the caller: where programs are looked for. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Java {
  readonly file: string;
  /** As it introduces itself, all lines: a class archive belongs to exactly one build. */
  readonly version: string;
}

const LEAST_MAJOR = 17;
const INSTALL =
  'install a Java runtime of version 17 or later (Debian: apt install openjdk-17-jre-headless; macOS: brew install openjdk@17)';

/** The Java of JAVA_HOME, else of PATH, 17 or later. */
export async function findJava(environment: Environment): Promise<Result<Java, EmbeddedFailure>> {
  const file = programIn(environment, 'java');
  if (file === undefined) return failure('JAVA_MISSING', `Kafka needs Java, and there is none: ${INSTALL}.`);
  let version: string;
  try {
    version = (await run(file, ['-version'], { env: { ...environment } })).stderr;
  } catch {
    // macOS has a `java` that only says where to get one.
    return failure('JAVA_MISSING', `Kafka needs Java, and ${file} does not run: ${INSTALL}.`);
  }
  const major = Number(/version "(?:1\.)?(\d+)/.exec(version)?.[1] ?? 0);
  if (major < LEAST_MAJOR)
    return failure('JAVA_TOO_OLD', `Kafka needs Java 17 or later, and ${file} is ${String(major)}: ${INSTALL}.`);
  return ok({ file, version });
}

/** Path of Maven's `mvn`. */
export function findMaven(environment: Environment): Result<string, EmbeddedFailure> {
  const file = programIn(environment, 'mvn');
  if (file !== undefined) return ok(file);
  const install = 'install Maven (Debian: apt install maven; macOS: brew install maven)';
  return failure('MAVEN_MISSING', `Kafka's jars come through Maven, and there is no mvn: ${install}.`);
}

function programIn(environment: Environment, name: 'java' | 'mvn'): string | undefined {
  const home = environment[name === 'java' ? 'JAVA_HOME' : 'MAVEN_HOME'];
  const folders = [
    ...(home === undefined || home === '' ? [] : [join(home, 'bin')]),
    ...(environment['PATH'] ?? '').split(delimiter),
  ];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
