export type { EmbeddedFailure, EmbeddedFailureCode } from './embedded-failure.js';
export type { Progress } from './progress.js';
export { commandLineOf } from './process/command-line.js';
export { freePorts } from './process/free-ports.js';
export { type Kafka, type KafkaOptions, startKafka } from './kafka/start-kafka.js';
export { stopStaleKafka } from './kafka/kafka-home.js';
export { type Postgres, type PostgresAddress, type PostgresOptions, startPostgres } from './postgres/start-postgres.js';
export { stopStalePostgres } from './postgres/postgres-home.js';
