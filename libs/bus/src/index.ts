export { BusFailure, type BusFailureCode } from './bus-failure.js';
export {
  CATALOGUE_TOPIC,
  deadTopic,
  dispatchTopic,
  MAX_BATCH_BYTES,
  MAX_RECORD_BYTES,
  repliesTopic,
  submissionsTopic,
  type TopicKind,
  topicRule,
  type TopicRule,
  TOPICS,
  topicsOfNode,
} from './topics.js';
export { NaturalBatch, type NaturalBatchRules } from './natural-batch.js';
export { type OutRecord, type RecordSchema } from './out-record.js';
export { type InRecord, type RecordBatch } from './record-batch.js';
export { type Start, type Subscription, type Taken } from './subscription.js';
export { Bus, type BusConfig, type BusLog, type LogSpan } from './bus.js';
export { BatchingProducer } from './batching-producer.js';
export { KafkaBatchServer, type KafkaBatchServerOptions } from './kafka-batch-server.js';
export { type DeadLetterInput, DeadLetters } from './dead-letters.js';
export { refuseTombstones } from './tombstones.js';
