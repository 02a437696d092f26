import { type BatchingProducer, DeadLetters } from '@shutong/bus';
import { systemClock, systemRandomness } from '@shutong/kernel';
import type { Health } from '@shutong/platform';
import { fixtureRegions, nationalRegions } from '@shutong/standards';
import { GatewaySeals, type HeadKeeper, OpeningSealer, TokenVerifier } from '@shutong/trust';
import type { Registry } from 'prom-client';
import { GatewayMetrics } from './adapters/gateway-metrics.js';
import { KafkaSubmissions } from './adapters/kafka/kafka-submissions.js';
import { HttpLogReader } from './adapters/log/http-log-reader.js';
import { AdmitQuery } from './application/admit-query.js';
import { AdmitRequest } from './application/admit-request.js';
import { AskDataset, type AskingParts } from './application/ask-dataset.js';
import { AwaitOutcome } from './application/await-outcome.js';
import { Catalogue } from './application/catalogue.js';
import { ExplainDecision } from './application/explain-decision.js';
import { FindReceipt } from './application/find-receipt.js';
import { ListDatasets } from './application/list-datasets.js';
import { OpenRequests } from './application/open-requests.js';
import { PrepareQuery } from './application/prepare-query.js';
import { Refusals } from './application/refusals.js';
import { RelayFact } from './application/relay-fact.js';
import { SubmitQuestion, type SubmittingParts } from './application/submit-question.js';
import { TakePublication } from './application/take-publication.js';
import { type Alarm, type Pause, TakeReplies } from './application/take-replies.js';
import { DayLimit } from './domain/admission/day-limit.js';
import { NotaryLag } from './domain/admission/notary-lag.js';
import { TokenBuckets } from './domain/admission/token-bucket.js';
import type { GatewayConfig } from './gateway-config.js';
import type { GatewayParts } from './gateway.module.js';
import type { OwnFiles } from './own-files.js';

/** Audience of the access tokens that a gateway takes (protocol.md §5.1). */
const AUDIENCE = 'urn:shutong:gateway';
/** Explanations of a system in a day (protocol.md §6.4). */
const EXPLAINS_PER_DAY = 1_000;

export interface DeskTools {
  readonly config: GatewayConfig;
  readonly files: OwnFiles;
  readonly heads: HeadKeeper;
  readonly producer: BatchingProducer;
  readonly health: Health;
  readonly registry: Registry;
  readonly metrics: GatewayMetrics;
  readonly alarm: Alarm;
  readonly pause: Pause;
}

export interface GatewayDesk {
  readonly parts: GatewayParts;
  readonly refusals: Refusals;
}

type Shared = Omit<SubmittingParts & AskingParts, 'admitQuery' | 'prepare' | 'awaitOutcome' | 'submitQuestion'>;

/** The way of a question, from its admission to answer or explanation. */
function questions(
  { config, files, alarm }: DeskTools,
  shared: Shared,
  openings: OpeningSealer,
): Pick<GatewayParts, 'ask' | 'explain'> {
  const { directory, idemKey, pairKeys, laws } = files;
  const { seals, clock } = shared;
  const identifiers = { regions: config.regions === 'fixture' ? fixtureRegions : nationalRegions };
  const desk = { code: config.code, directory, idemKey, pairKeys, seals, openings, clock, randomness: systemRandomness };
  const admitQuery = new AdmitQuery(shared.catalogue, identifiers, laws, shared.refusals);
  const awaitOutcome = new AwaitOutcome(shared.open, alarm);
  const submitQuestion = new SubmitQuestion({ ...shared, prepare: new PrepareQuery(desk), awaitOutcome });
  const limit = new DayLimit(EXPLAINS_PER_DAY);
  return {
    ask: new AskDataset({ ...shared, admitQuery, submitQuestion }),
    explain: new ExplainDecision({ ...shared, admitQuery, submitQuestion, limit }),
  };
}

/** Builds the use cases of a gateway, each with what it needs and nothing else. */
export async function gatewayDesk(tools: DeskTools): Promise<GatewayDesk> {
  const { config, files, heads, producer, registry, metrics, alarm, pause } = tools;
  const { directory } = files;
  const clock = systemClock;
  const randomness = systemRandomness;
  const openings = new OpeningSealer(directory.audit, clock, randomness);
  const seals = new GatewaySeals(files.sealKey, directory, clock, randomness);
  const submissions = new KafkaSubmissions(producer, files.signKey, openings);
  const tokens = await TokenVerifier.load({ ...config.tokens, audience: AUDIENCE }, clock);
  const refusals = new Refusals({ code: config.code, home: files.home, directory }, submissions, clock, randomness);
  const isReady = (): boolean => tools.health.ready && !heads.isForked;
  const admitRequest = new AdmitRequest(tokens, new TokenBuckets(config.ratePerSecond), refusals, clock, isReady);
  const catalogue = new Catalogue();
  const open = new OpenRequests();
  const lag = new NotaryLag(clock);
  const replies = new TakeReplies({ code: config.code }, directory, heads, open, alarm, pause, lag);
  const asking = { admitRequest, refusals, submissions, open, lag, catalogue, seals, directory, clock };
  metrics.watch(registry, open, replies);
  const parts: GatewayParts = {
    health: tools.health,
    registry,
    metrics,
    ...questions(tools, asking, openings),
    facts: new RelayFact({ code: config.code, directory }, admitRequest, refusals, submissions, open, clock),
    datasets: new ListDatasets(directory, admitRequest, catalogue, refusals),
    receipts: new FindReceipt(directory, admitRequest, new HttpLogReader(config.log)),
    replies,
    publications: new TakePublication(heads, catalogue, pause),
    dead: new DeadLetters(producer, clock),
  };
  return { parts, refusals };
}
