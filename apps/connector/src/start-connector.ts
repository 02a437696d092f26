import { setTimeout as sleep } from 'node:timers/promises';
import { Bus, type BusFailure, CATALOGUE_TOPIC, DeadLetters, dispatchTopic, KafkaBatchServer, topicsOfNode } from '@shutong/bus';
import { systemClock } from '@shutong/kernel';
import { type AppContext, Health, type RunningApp, startHttp } from '@shutong/platform';
import { HeadKeeper, HttpConsistencyProofs } from '@shutong/trust';
import { Registry } from 'prom-client';
import { FileJournal } from './adapters/file/file-journal.js';
import { FileThresholds } from './adapters/file/file-thresholds.js';
import { connectorDesk, type DeskParts } from './connector-desk.js';
import type { ConnectorConfig } from './connector-config.js';
import { ConnectorModule } from './connector.module.js';
import { openSources } from './open-sources.js';
import { type OwnFiles, readOwnFiles } from './own-files.js';

/** Conditions of `/readyz`. */
const CONDITIONS = ['kafka', 'catalogue', 'one history'] as const;

/**
 * Starts a department's connector (protocol.md §8): journal, unacknowledged outcomes again, then catalogue and dispatch. Resolves when
 * both topics are read; ready when the catalogue has been read to its end, which may have to wait for the log's read API.
 */
export async function startConnector(config: ConnectorConfig, context: AppContext): Promise<RunningApp> {
  const files = await readOwnFiles(config);
  const health = new Health(config.code, CONDITIONS);
  const stopping = new AbortController();
  const bus = new Bus({ brokers: config.kafka.brokers, clientId: config.code }, context.log);
  await bus.ensureTopics(topicsOfNode({ shards: [files.shard], departments: [config.department], gateways: gatewaysOf(files) }));
  const alarm = (code: string, sentence: string): void => context.log.error({ alarm: code }, sentence);
  const heads = await openHeads(config, files, health, { alarm, log: context.log });
  const producer = await bus.producer();
  const stores = await openStores(config, context);
  const registry = new Registry();
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal });
  const desk = connectorDesk({ config, files, heads, ...stores, producer, registry, log: context.log, alarm, pause });
  const strategy = readers(bus, config, context);
  const dead = new DeadLetters(producer, systemClock);
  const module = ConnectorModule.of({ health, registry, dispatch: desk.dispatch(dead), publications: desk.publications, dead });
  const http = await startHttp(module, {
    listen: config.listen,
    log: context.log,
    prepare: (app) => void app.connectMicroservice({ strategy }),
  });
  desk.outcomes.start();
  await http.app.startAllMicroservices();
  watch(strategy, health);
  const stop = async (): Promise<void> => {
    stopping.abort();
    desk.outcomes.stop();
    await http.app.close();
    await bus.close();
    await stores.close();
  };
  return { name: config.code, url: http.url, stop };
}

/** What the department keeps: its own account of what it read for, and its sources. */
async function openStores(config: ConnectorConfig, { log }: AppContext): Promise<Stores> {
  const journal = await FileJournal.open(config.journal, systemClock);
  const thresholds = await FileThresholds.open(config.journal, systemClock);
  const sources = await openSources(config.source, log);
  const close = async (): Promise<void> => {
    await thresholds.close();
    await journal.end();
    await sources.close();
  };
  return { journal, thresholds, source: sources.source, close };
}

interface Stores extends Pick<DeskParts, 'journal' | 'thresholds' | 'source'> {
  close(): Promise<void>;
}

async function openHeads(
  config: ConnectorConfig,
  { directory }: OwnFiles,
  health: Health,
  { alarm, log }: Pick<DeskParts, 'alarm' | 'log'>,
): Promise<HeadKeeper> {
  const heads = await HeadKeeper.open({
    directory,
    pinFile: config.pinFile,
    proofs: new HttpConsistencyProofs(config.log),
    clock: systemClock,
    warn: (sentence) => log.warn({}, sentence),
    alarm: (sentence) => {
      alarm('HEAD', sentence);
      if (sentence.startsWith('two histories')) health.unmet('one history', sentence);
    },
  });
  if (!heads.isForked) health.met('one history');
  return heads;
}

function gatewaysOf({ directory }: OwnFiles): readonly string[] {
  return directory.parties.flatMap(({ code, use }) => (use === 'gateway' ? [code] : []));
}

/** The two topics that a connector reads; it accepts no connection from outside but health. */
function readers(bus: Bus, config: ConnectorConfig, context: AppContext): KafkaBatchServer {
  const onCrash = (failure: BusFailure): void => context.fatal(failure.isLogChanged ? 78 : 1, failure.message);
  return new KafkaBatchServer({
    bus,
    onCrash,
    subscriptions: [
      { pattern: 'catalogue', topic: CATALOGUE_TOPIC, groupId: `${config.department}-catalogue`, start: { kind: 'earliest' } },
      {
        pattern: 'dispatch',
        topic: dispatchTopic(config.department),
        groupId: `${config.department}-dispatch`,
        start: { kind: 'group' },
      },
    ],
  });
}

function watch(strategy: KafkaBatchServer, health: Health): void {
  health.met('kafka');
  strategy.status.subscribe((status) =>
    status === 'connected' ? health.met('kafka') : health.unmet('kafka', 'the broker is not reached'),
  );
  strategy.caughtUp(CATALOGUE_TOPIC).then(
    () => health.met('catalogue'),
    () => health.unmet('catalogue', 'the catalogue cannot be read'),
  );
}
