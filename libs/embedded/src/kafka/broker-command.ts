import type { Environment, Java } from './java.js';
import type { Jars } from './jars.js';

/** What every run of Kafka's programs shares. */
export interface KafkaRuntime {
  readonly java: Java;
  readonly jars: Jars;
  readonly heapMb: number;
  /** Compiles quickly and not thoroughly: for short lives. Wrong for benchmarks. */
  readonly quickCompiler: boolean;
  readonly environment: Environment;
  /** Class data archive, if there is one. */
  readonly archive?: string;
}

/** Arguments of `java` up to and with the main class. */
export function javaArguments(runtime: KafkaRuntime, mainClass: string, flags: readonly string[] = []): readonly string[] {
  const heap = `${String(runtime.heapMb)}m`;
  return [
    `-Xms${heap}`,
    `-Xmx${heap}`,
    // An archive belongs to one collector.
    '-XX:+UseSerialGC',
    '-Djava.awt.headless=true',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
    '-Dorg.slf4j.simpleLogger.showDateTime=true',
    ...(runtime.archive === undefined ? [] : [`-XX:SharedArchiveFile=${runtime.archive}`, '-Xshare:auto']),
    ...(runtime.quickCompiler ? ['-XX:TieredStopAtLevel=1'] : []),
    ...flags,
    '-cp',
    runtime.jars.join(':'),
    mainClass,
  ];
}
