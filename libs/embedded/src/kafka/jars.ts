import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ok, type Result } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';
import type { Progress } from '../progress.js';
import { type Environment, findMaven } from './java.js';

const run = promisify(execFile);

const RECIPE = new URL('../../../../deploy/kafka/', import.meta.url);
const STILL_WORKING_MS = 5000;

/** Kafka's jars, every one the file that was committed by hash; paths in byte order, because a class archive demands the same class path. */
export type Jars = readonly string[];

/**
 * The jars in `cacheFolder`, resolved through Maven when they are not there yet. Checked at every start, not only after the copy: what
 * stands in a cache for months is as good a place for a foreign jar as a repository.
 */
export async function kafkaJars(
  cacheFolder: string,
  environment: Environment,
  onProgress: Progress,
): Promise<Result<Jars, EmbeddedFailure>> {
  const folder = join(cacheFolder, 'jars');
  if (!existsSync(folder)) {
    const resolved = await resolve(folder, environment, onProgress);
    if (!resolved.ok) return resolved;
  }
  return checkJars(folder);
}

async function resolve(
  folder: string,
  environment: Environment,
  onProgress: Progress,
): Promise<Result<undefined, EmbeddedFailure>> {
  const maven = findMaven(environment);
  if (!maven.ok) return maven;
  const draft = `${folder}.${String(process.pid)}`;
  await mkdir(draft, { recursive: true });
  onProgress('Resolving Apache Kafka 4.3.1 through Maven (46 jars, 44 MB, once) …');
  const working = setInterval(() => {
    void readdir(draft).then((jars) => onProgress(`Resolving Apache Kafka … ${String(jars.length)} of 46 jars`));
  }, STILL_WORKING_MS);
  try {
    await copyDependencies(maven.value, draft, environment);
    const checked = await checkJars(draft);
    if (!checked.ok) return checked;
    await renameUnlessThere(draft, folder);
    return ok(undefined);
  } catch (error) {
    return failure('MAVEN_FAILED', `Maven could not resolve Kafka's jars: ${firstError(error)}`);
  } finally {
    clearInterval(working);
    await rm(draft, { recursive: true, force: true });
  }
}

async function copyDependencies(maven: string, folder: string, environment: Environment): Promise<void> {
  const pom = fileURLToPath(new URL('pom.xml', RECIPE));
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`];
  await run(maven, ['-q', '-B', '-f', pom, ...goal], { env: { ...environment }, maxBuffer: 16_000_000 });
}

/** Two first starts may resolve at the same moment; the jars are the same. */
async function renameUnlessThere(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

function firstError(error: unknown): string {
  const text = error instanceof Error ? `${'stdout' in error ? String(error.stdout) : ''}\n${error.message}` : String(error);
  return (text.split('\n').find((line) => line.includes('[ERROR]')) ?? text.trim().split('\n').at(-1) ?? '').slice(0, 400);
}

/** Exactly the files of the list, each with its SHA-256. */
async function checkJars(folder: string): Promise<Result<Jars, EmbeddedFailure>> {
  const listed = new Map(
    (await readFile(new URL('jars.sha256', RECIPE), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  const names = (await readdir(folder)).toSorted();
  for (const name of new Set([...names, ...listed.keys()])) {
    const actual = names.includes(name) ? await sha256Of(join(folder, name)) : undefined;
    if (actual !== listed.get(name)) return failure('JARS_CHANGED', sentenceAbout(name, folder, listed.has(name), actual));
  }
  return ok(names.map((name) => join(folder, name)));
}

function sentenceAbout(name: string, folder: string, isListed: boolean, actual: string | undefined): string {
  const what = actual === undefined ? 'is missing' : isListed ? 'differs from its hash' : 'is not on the list';
  return `Kafka is not started: ${name} ${what} in deploy/kafka/jars.sha256. Remove ${folder} and start again; if it stays, ask who changed it.`;
}

async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}
