import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ok, type Result, systemRandomness, toBase64Url } from '@shutong/kernel';
import { type EmbeddedFailure, failure } from '../embedded-failure.js';
import { javaArguments, type KafkaRuntime } from './broker-command.js';
import type { KafkaHome } from './kafka-home.js';

const run = promisify(execFile);

/** Gives an empty data folder its cluster id. Kafka writes `meta.properties` last, so a folder without it was never used. */
export async function formatStorage(home: KafkaHome, runtime: KafkaRuntime): Promise<Result<undefined, EmbeddedFailure>> {
  if (existsSync(join(home.dataFolder, 'meta.properties'))) return ok(undefined);
  await rm(home.dataFolder, { recursive: true, force: true });
  const clusterId = toBase64Url(systemRandomness.bytes(16));
  const tool = javaArguments({ ...runtime, quickCompiler: true }, 'kafka.tools.StorageTool');
  try {
    await run(runtime.java.file, [...tool, 'format', '--standalone', `--cluster-id=${clusterId}`, '-c', home.propertiesFile], {
      env: { ...runtime.environment },
    });
    return ok(undefined);
  } catch (error) {
    const why = error instanceof Error ? error.message.trim().split('\n').at(-1) : undefined;
    return failure('FORMAT_FAILED', `Kafka could not format ${home.dataFolder}: ${why ?? 'no reason given'}`);
  }
}
