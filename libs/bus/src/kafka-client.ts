import { connect, type Socket } from 'node:net';
import { type Consumer, type ISocketFactoryArgs, Kafka, type logCreator, logLevel, type Producer } from 'kafkajs';
import { boundRecordHeaders } from './header-bound.js';
import { patchIdleSpin } from './idle-spin.js';

export interface BusConfig {
  readonly brokers: readonly string[];
  readonly clientId: string;
}

/** Where the bus tells operators what it meets; never a record's content. */
export interface BusLog {
  warn(fields: object, sentence: string): void;
}

/**
 * A broker killed with -9 is back after about 2 s; these retries outlast 20 s of outage and never give up on the first join, whose
 * coordinator a fresh broker has still to load (prototype.md §3 rule 9).
 */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 12 };

/** Shorter than the consumer's: a caller waits for the outcome and has a deadline. */
const PRODUCER_RETRY = { initialRetryTime: 100, maxRetryTime: 500, retries: 5 };

/** The broker's lower bound (`group.min.session.timeout.ms`); a killed connector's standby waits this long. */
const SESSION_TIMEOUT_MS = 6_000;

/** Nagle's algorithm would hold back the small requests that are the floor of the latency. */
function noDelaySocket({ host, port, onConnect }: ISocketFactoryArgs, onRefused: () => void): Socket {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, onConnect);
  // kafkajs goes on trying for many seconds before it tells anybody; a refused connection says at once that no broker is there.
  socket.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') onRefused();
  });
  return socket;
}

/** kafkajs writes whole errors and payload descriptions; only the fixed sentence and the error's message are passed on. */
function logTo(log: BusLog): logCreator {
  return () =>
    ({ namespace, log: entry }) => {
      const error: unknown = entry['error'];
      log.warn({ part: namespace, ...(typeof error === 'string' ? { error } : {}) }, entry.message);
    };
}

/** `onRefused`: a broker's address refused a connection; others may still answer. */
export function kafkaClient(config: BusConfig, log: BusLog, onRefused: () => void): Kafka {
  patchIdleSpin();
  boundRecordHeaders();
  return new Kafka({
    brokers: [...config.brokers],
    clientId: config.clientId,
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: RETRY,
    socketFactory: (address) => noDelaySocket(address, onRefused),
    logLevel: logLevel.WARN,
    logCreator: logTo(log),
  });
}

export function producerOf(kafka: Kafka): Producer {
  return kafka.producer({
    allowAutoTopicCreation: false,
    retry: PRODUCER_RETRY,
    // One partition each (protocol.md §2): nothing to choose, and no warning about the default partitioner.
    createPartitioner: () => () => 0,
  });
}

export function consumerOf(kafka: Kafka, groupId: string, mayRestart: () => Promise<boolean>): Consumer {
  return kafka.consumer({
    groupId,
    allowAutoTopicCreation: false,
    heartbeatInterval: 300,
    sessionTimeout: SESSION_TIMEOUT_MS,
    rebalanceTimeout: 10_000,
    minBytes: 1,
    maxWaitTimeInMs: 500,
    // Nobody of ours writes transactions; with "read committed" anybody's open transaction would hold back all readers for minutes.
    readUncommitted: true,
    retry: { ...RETRY, restartOnFailure: mayRestart },
  });
}
