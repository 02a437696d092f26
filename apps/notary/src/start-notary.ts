import 'reflect-metadata';
import { type BusFailure, KafkaBatchServer } from '@shutong/bus';
import { systemClock } from '@shutong/kernel';
import { type AppContext, Health, type HttpApp, type RunningApp, startHttp, traitsOfError } from '@shutong/platform';
import { Directory } from '@shutong/trust';
import { Registry } from 'prom-client';
import { PgOutboxKeeper } from './adapters/pg/pg-outbox-keeper.js';
import { Graveyard } from './application/graveyard.js';
import type { DeadDraft } from './application/outgoing.js';
import { Sequencer } from './application/sequencer.js';
import { SubmissionQueue } from './application/submission-queue.js';
import { MustNotStart } from './application/take-over.js';
import { assembleRunner, type Assembly } from './assemble-runner.js';
import type { NotaryConfig } from './notary-config.js';
import { NotaryModule } from './notary.module.js';
import { NotaryMetrics } from './notary-metrics.js';
import { openBus, type OpenBus } from './open-bus.js';
import { type OpenLog, openLog } from './open-log.js';

/** Exit code for "starting again will not help" (protocol.md §6.13, ledger.md §7). */
const OPERATOR_NEEDED = 78;
const PURGE_MS = 10_000;

/**
 * Starts the notary of one shard: lock, mark, tree, state, offset, own entries, outbox, then submissions. Resolves when it decides.
 * Rejects, after `fatal(78, sentence)`, when it must not start.
 */
export async function startNotary(config: NotaryConfig, context: AppContext): Promise<RunningApp> {
  try {
    return await start(config, context);
  } catch (error) {
    if (error instanceof MustNotStart) context.fatal(OPERATOR_NEEDED, error.message);
    else if (isLogChanged(error)) context.fatal(OPERATOR_NEEDED, error.message);
    throw error;
  }
}

async function start(config: NotaryConfig, context: AppContext): Promise<RunningApp> {
  const directory = await Directory.load(config.directory);
  const log = await openLog(config, directory.origin, context);
  const bus = await openBus(config, directory, log.history, context);
  const metrics = new NotaryMetrics(new Registry());
  const graveyard = new Graveyard(bus.courier, (dead) => report(dead, metrics, context));
  const assembly = await assembleRunner({ config, directory, log, bus, graveyard, context });
  const queue = new SubmissionQueue();
  const health = new Health(config.code, ['submissions', 'clock']);
  const sequencer = new Sequencer(queue, assembly.runner, graveyard, assembly.mailroom, systemClock, (why) =>
    why === undefined ? health.met('clock') : health.unmet('clock', why),
  );
  const http = await listen({ config, context, queue, health, metrics, bus, next: assembly.runner.nextOffset });
  health.met('submissions');
  health.met('clock');
  const ended = runToEnd(sequencer, context);
  const purge = setInterval(() => void purgeOutbox(config.epoch, log, assembly, context), PURGE_MS);
  const stop = async (): Promise<void> => {
    clearInterval(purge);
    await http.app.close();
    sequencer.stop();
    await ended;
    bus.courier.close();
    await bus.bus.close();
    await log.lock.release();
    await log.pool.end();
  };
  return { name: config.code, url: http.url, stop };
}

/** A malformed record may be anybody's noise; all else had a sender who should have known better. */
function report(dead: DeadDraft, metrics: NotaryMetrics, context: AppContext): void {
  metrics.dead.inc({ code: dead.code });
  if (dead.code === 'RECORD_INVALID') return;
  context.log.warn({ code: dead.code, by: dead.by, offset: Number(dead.offset) }, 'A submission went to the dead letters.');
}

interface Listening {
  readonly config: NotaryConfig;
  readonly context: AppContext;
  readonly queue: SubmissionQueue;
  readonly health: Health;
  readonly metrics: NotaryMetrics;
  readonly bus: OpenBus;
  readonly next: bigint;
}

function listen({ config, context, queue, health, metrics, bus, next }: Listening): Promise<HttpApp> {
  const strategy = new KafkaBatchServer({
    bus: bus.bus,
    subscriptions: [{ pattern: 'submissions', topic: bus.topic, groupId: config.code, start: { kind: 'offset', next } }],
    onCrash: (failure) => context.fatal(failure.isLogChanged ? OPERATOR_NEEDED : 1, failure.message),
  });
  return startHttp(NotaryModule.of({ queue, health, registry: metrics.registry, clock: systemClock }), {
    listen: config.listen,
    log: context.log,
    prepare: async (app) => {
      app.connectMicroservice({ strategy });
      await app.startAllMicroservices();
    },
  });
}

async function runToEnd(sequencer: Sequencer, context: AppContext): Promise<void> {
  try {
    await sequencer.run();
  } catch (error) {
    context.log.error(traitsOfError(error), 'The notary cannot go on.');
    context.fatal(1, 'The notary cannot go on: memory and database may disagree; it has to start again.');
  }
}

async function purgeOutbox(epoch: string, log: OpenLog, assembly: Assembly, context: AppContext): Promise<void> {
  try {
    await new PgOutboxKeeper(log.pool).purge(epoch, assembly.mailroom.confirmed, systemClock.now());
  } catch (error) {
    // Nothing is lost: the rows go with the next purge.
    context.log.warn(traitsOfError(error), 'The outbox could not be emptied.');
  }
}

function isLogChanged(error: unknown): error is BusFailure {
  return error instanceof Error && 'isLogChanged' in error && error.isLogChanged === true;
}
