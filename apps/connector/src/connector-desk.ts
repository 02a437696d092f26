import type { BatchingProducer, DeadLetters } from '@shutong/bus';
import { dispatchTopic } from '@shutong/bus';
import { systemClock, systemRandomness } from '@shutong/kernel';
import type { Log } from '@shutong/platform';
import { fixtureRegions } from '@shutong/standards';
import { DepartmentSeals, type HeadKeeper, OpeningSealer, TickItemVerifier } from '@shutong/trust';
import { Counter, type Registry } from 'prom-client';
import { KafkaOutcomes } from './adapters/kafka/kafka-outcomes.js';
import { KafkaReplies } from './adapters/kafka/kafka-replies.js';
import type { Alarm } from './application/alarm.js';
import { AnswerQueries } from './application/answer-queries.js';
import { Catalogue } from './application/catalogue.js';
import { CloseQueries } from './application/close-queries.js';
import { ExamineItem } from './application/examine-item.js';
import type { Journal } from './application/journal.port.js';
import type { Pause } from './application/pause.js';
import { ServeQueries } from './application/serve-queries.js';
import type { Source } from './application/source.port.js';
import type { Thresholds } from './application/thresholds.port.js';
import { TakeDispatch } from './application/take-dispatch.js';
import { TakePublication } from './application/take-publication.js';
import type { ConnectorConfig } from './connector-config.js';
import { servedDataset } from './served-dataset.js';
import type { Outcome } from './domain/journal/outcome.js';
import type { OwnFiles } from './own-files.js';

/** What a started connector has in its hands. */
export interface DeskParts {
  readonly config: ConnectorConfig;
  readonly files: OwnFiles;
  readonly heads: HeadKeeper;
  readonly journal: Journal;
  readonly thresholds: Thresholds;
  readonly source: Source;
  readonly producer: BatchingProducer;
  readonly registry: Registry;
  readonly log: Log;
  readonly alarm: Alarm;
  readonly pause: Pause;
}

export interface Desk {
  readonly outcomes: KafkaOutcomes;
  readonly publications: TakePublication;
  dispatch(dead: DeadLetters): TakeDispatch;
}

/** The use cases of a connector, put together. */
export function connectorDesk(parts: DeskParts): Desk {
  const { config, files, heads, journal, thresholds, source, producer, log, alarm, pause } = parts;
  const { directory, signKey, sealKey, pairKeys, shard } = files;
  const post = { department: config.department, epoch: directory.epoch };
  const seals = new DepartmentSeals(sealKey, config.department, directory, systemClock, systemRandomness);
  const openings = new OpeningSealer(directory.audit, systemClock, systemRandomness);
  const outcomes = new KafkaOutcomes(producer, signKey, openings, { ...post, shard }, journal, systemClock, log);
  const catalogue = new Catalogue();
  const examine = new ExamineItem(post, new TickItemVerifier(directory), seals, pairKeys, catalogue, systemClock);
  const closing = new CloseQueries(journal, new KafkaReplies(producer, signKey, log), outcomes, tallyOf(parts.registry));
  // For masks only: a number of the fixture city is shown in part, which in production nobody has.
  const identifiers = { regions: fixtureRegions };
  const [clock, randomness] = [systemClock, systemRandomness];
  const answer = new AnswerQueries({ journal, thresholds, source, seals, closing, identifiers, clock, randomness });
  const serve = new ServeQueries({ examine, answer, closing, journal, outcomes, alarm, clock: systemClock, pause });
  const publications = new TakePublication(config.department, heads, catalogue, servedDataset(files.mappings), pause);
  const topic = dispatchTopic(config.department);
  const dispatch = (dead: DeadLetters): TakeDispatch =>
    new TakeDispatch({
      heads,
      examine,
      serve,
      journal,
      alarm,
      clock: systemClock,
      pause,
      refuse: (items) => dead.put(items.map((item) => ({ topic, code: 'PROOF_INVALID', ...item }))),
    });
  return { outcomes, publications, dispatch };
}

function tallyOf(registry: Registry): (outcome: Outcome) => void {
  const ended = new Counter({
    name: 'shutong_connector_queries_total',
    help: 'Queries ended, by outcome: answered, or the reason of the failure.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  return (outcome) => ended.inc({ outcome: outcome.kind === 'answered' ? 'answered' : (outcome.why[0] ?? 'failed') });
}
