export type { AppContext, Fatal, RunningApp } from './app-context.js';
export {
  ConfigError,
  KAFKA_SCHEMA,
  type KafkaConfig,
  LISTEN_SCHEMA,
  type ListenConfig,
  POSTGRES_SCHEMA,
  type PostgresConfig,
  readConfig,
} from './config.js';
export { Health } from './health.js';
export { createLog, type Log, traitsOfError } from './log.js';
export { OperationsModule } from './operations.module.js';
export { type ProblemDetails, ProblemError } from './problem-error.js';
export { problemOf } from './problem-filter.js';
export { type ReadyMessage, runMain } from './run-main.js';
export { type HttpApp, type HttpOptions, startHttp } from './start-http.js';
export { useCase } from './use-case.js';
