import { setTimeout as sleep } from 'node:timers/promises';
import { Bus, type BusFailure, CATALOGUE_TOPIC, KafkaBatchServer, repliesTopic, topicsOfNode } from '@shutong/bus';
import { systemClock } from '@shutong/kernel';
import { type AppContext, Health, type RunningApp, startHttp, traitsOfError } from '@shutong/platform';
import { HeadKeeper, HttpConsistencyProofs } from '@shutong/trust';
import { Registry } from 'prom-client';
import { GatewayMetrics } from './adapters/gateway-metrics.js';
import { takeRawBodies } from './adapters/http/raw-body.js';
import type { Refusals } from './application/refusals.js';
import type { GatewayConfig } from './gateway-config.js';
import { type DeskTools, gatewayDesk } from './gateway-desk.js';
import { GatewayModule } from './gateway.module.js';
import { type OwnFiles, readOwnFiles } from './own-files.js';

/** Conditions of `/readyz`. */
const CONDITIONS = ['kafka', 'catalogue', 'one history'] as const;
const TALLY_EVERY_MS = 250;

/** Starts a gateway (protocol.md §8): catalogue to its end, replies from their end, then HTTP. */
export async function startGateway(config: GatewayConfig, context: AppContext): Promise<RunningApp> {
  const files = await readOwnFiles(config);
  const { log } = context;
  const health = new Health(config.code, CONDITIONS);
  const registry = new Registry();
  const metrics = new GatewayMetrics(registry);
  const alarm = (code: string, sentence: string): void => {
    metrics.alarm(code);
    log.error({ alarm: code }, sentence);
  };
  const stopping = new AbortController();
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal: stopping.signal });
  const heads = await openHeads(config, files, health, { alarm, log });
  const bus = new Bus({ brokers: config.kafka.brokers, clientId: config.code }, log);
  await bus.ensureTopics(topicsOf(files));
  const producer = await bus.producer();
  const { parts, refusals } = await gatewayDesk({ config, files, heads, producer, health, registry, metrics, alarm, pause });
  const strategy = readers(bus, config, context, stopping.signal);
  const http = await startHttp(GatewayModule.of(parts), {
    listen: config.listen,
    log,
    prepare: async (app) => {
      takeRawBodies(app);
      app.connectMicroservice({ strategy });
      // Before HTTP listens: the reply to the first question must not be missed.
      await app.startAllMicroservices();
    },
  });
  watch(strategy, health);
  const tally = setInterval(() => flush(refusals, false, context), TALLY_EVERY_MS);
  const stop = async (): Promise<void> => {
    clearInterval(tally);
    await refusals
      .flush(true)
      .catch((error: unknown) => log.error(traitsOfError(error), 'The last refusals could not be recorded.'));
    stopping.abort();
    await http.app.close();
    await bus.close();
  };
  return { name: config.code, url: http.url, stop };
}

function flush(refusals: Refusals, isEnd: boolean, { log }: AppContext): void {
  // Only the count of a second can be lost, and only when Kafka is away (protocol.md §6.3).
  refusals.flush(isEnd).catch((error: unknown) => log.error(traitsOfError(error), 'Counted refusals could not be recorded.'));
}

async function openHeads(
  config: GatewayConfig,
  { directory }: OwnFiles,
  health: Health,
  { alarm, log }: Pick<DeskTools, 'alarm'> & Pick<AppContext, 'log'>,
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

function topicsOf({ directory }: OwnFiles): readonly string[] {
  const gateways = directory.parties.flatMap(({ code, use }) => (use === 'gateway' ? [code] : []));
  return topicsOfNode({ shards: [...directory.shards.keys()], departments: [], gateways });
}

function readers(bus: Bus, config: GatewayConfig, context: AppContext, stopping: AbortSignal): KafkaBatchServer {
  const onCrash = (failure: BusFailure): void => {
    // A handler that was waiting for a proof ends with the process; that is no crash.
    if (!stopping.aborted) context.fatal(failure.isLogChanged ? 78 : 1, failure.message);
  };
  return new KafkaBatchServer({
    bus,
    onCrash,
    subscriptions: [
      { pattern: 'catalogue', topic: CATALOGUE_TOPIC, groupId: `gateway-${config.code}-catalogue`, start: { kind: 'earliest' } },
      { pattern: 'replies', topic: repliesTopic(config.code), groupId: `gateway-${config.code}-replies`, start: { kind: 'end' } },
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
