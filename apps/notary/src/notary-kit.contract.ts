import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BatchingProducer, Bus, type RecordSchema } from '@shutong/bus';
import type { Tick } from '@shutong/contracts';
import { canonicalJson, hashText, newId, systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { type AppContext, createLog, type RunningApp } from '@shutong/platform';
import {
  buildFact,
  Directory,
  type FactDraft,
  loadSigningKey,
  makeNodeKeys,
  type NodeFiles,
  type NodePlan,
  OpeningSealer,
  sealTick,
} from '@shutong/trust';
import { freshDatabase, type FreshDatabase } from '../../../libs/store/src/fresh-database.contract.js';
import type { NotaryConfig } from './notary-config.js';
import { startNotary } from './start-notary.js';

export const POLICE = '11990104MB9100024A';
export const CIVIL_AFFAIRS = '11990104MB9100059W';
const EPOCH = '2026h2';
const PATIENCE_MS = 20_000;

/** A record some topic holds, parsed. */
export interface Received {
  readonly topic: string;
  readonly value: Record<string, unknown>;
}

/** One node with a shard of its own on the Kafka and PostgreSQL of the test run. */
export class NotaryKit {
  readonly received: Received[] = [];
  readonly fatals: { readonly exitCode: number; readonly sentence: string }[] = [];

  private constructor(
    readonly home: string,
    readonly shard: string,
    readonly files: NodeFiles,
    readonly directory: Directory,
    readonly database: FreshDatabase,
    readonly bus: Bus,
    private readonly producer: BatchingProducer,
    private readonly close: (() => Promise<void>)[],
  ) {}

  static async make(label: string): Promise<NotaryKit> {
    const home = await mkdtemp(join(tmpdir(), 'notary-'));
    const shard = `s${Buffer.from(systemRandomness.bytes(4)).toString('hex')}`;
    const files = await makeNodeKeys(home, planOf(shard), systemRandomness);
    await mkdir(join(home, 'notary'));
    const directory = await Directory.load(files.directory);
    const database = await freshDatabase(label);
    const bus = new Bus({ brokers: brokers(), clientId: `kit-${shard}` }, createLog('kit'));
    const kit = new NotaryKit(home, shard, files, directory, database, bus, await bus.producer(), []);
    return kit;
  }

  get config(): NotaryConfig {
    return {
      code: `notary-${this.shard}`,
      shard: this.shard,
      epoch: EPOCH,
      listen: { host: '127.0.0.1', port: 0 },
      kafka: { brokers: brokers() },
      postgres: this.database.target,
      directory: this.files.directory,
      logKey: this.files.key('log.pem'),
      markFile: join(this.home, 'notary', 'mark.json'),
    };
  }

  get topic(): string {
    return `submissions.${this.shard}`;
  }

  context(): AppContext {
    const quiet = (): void => undefined;
    return {
      log: {
        info: quiet,
        warn: quiet,
        error: (fields, sentence) => this.fatals.push({ exitCode: 0, sentence: `${sentence} ${JSON.stringify(fields)}` }),
      },
      fatal: (exitCode, sentence) => this.fatals.push({ exitCode, sentence }),
    };
  }

  start(): Promise<RunningApp> {
    return startNotary(this.config, this.context());
  }

  /** Collects what a topic gets from now on. */
  async listen(...topics: readonly string[]): Promise<void> {
    const from = new Map(await Promise.all(topics.map(async (topic) => [topic, await this.bus.endOffset(topic)] as const)));
    const consumer = this.bus.consumer(`kit-${newId(systemRandomness)}`, () => Promise.resolve(false));
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic, message }) => {
        if (BigInt(message.offset) < (from.get(topic) ?? 0n) || message.value === null) return;
        this.received.push({ topic, value: JSON.parse(message.value.toString()) as Record<string, unknown> });
      },
    });
    this.close.push(() => consumer.disconnect());
  }

  async produce(value: Buffer, schema: RecordSchema = 'tick'): Promise<void> {
    await this.producer.send([{ topic: this.topic, schema, value }]);
  }

  async submit(tick: Tick): Promise<void> {
    await this.produce(Buffer.from(JSON.stringify(tick)));
  }

  /** Signs and submits a fact through gw-1; resolves with its id. */
  async state(service: 'registry-1' | 'consent-1', draft: FactDraft): Promise<{ readonly id: string; readonly tick: Tick }> {
    const key = await loadSigningKey(this.files.key(`${service}.sign.pem`));
    const fact = await buildFact(draft, {
      key,
      subKey: systemRandomness.bytes(32),
      openings: new OpeningSealer(this.directory.audit, systemClock, systemRandomness),
      shard: this.shard,
      epoch: EPOCH,
      replyTo: 'gw-1',
      deadline: toInstant(systemClock.now() + 10_000),
      randomness: systemRandomness,
    });
    await this.submit(fact.tick);
    return fact;
  }

  async sign(party: string, items: Tick['items']): Promise<Tick> {
    return { t: sealTick(await loadSigningKey(this.files.key(`${party}.sign.pem`)), items), items };
  }

  /** Waits until something received satisfies `find`, with a deadline. */
  async until<T>(find: (received: readonly Received[]) => T | undefined): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = find(this.received);
      if (found !== undefined) return found;
      if (Date.now() > deadline)
        throw new Error(
          `what was waited for did not come; there came ${JSON.stringify(this.fatals)} ${JSON.stringify(this.received.map((one) => [one.topic, one.value['code']]))}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async remove(): Promise<void> {
    for (const close of this.close) await close();
    await this.bus.close();
    await this.database.drop();
    await rm(dirname(join(this.home, 'x')), { recursive: true });
  }
}

function planOf(shard: string): NodePlan {
  return {
    origin: `log.shutong.example/990104/${shard}/${EPOCH}`,
    epoch: EPOCH,
    shard,
    gateways: ['gw-1', 'gw-2'],
    connectors: [{ code: 'ga-conn-1', dept: POLICE }],
    services: [
      { code: 'registry-1', use: 'registry' },
      { code: 'consent-1', use: 'consent' },
      { code: 'audit-1', use: 'audit' },
    ],
    pairs: [{ prov: POLICE, cons: CIVIL_AFFAIRS }],
  };
}

function brokers(): readonly string[] {
  const text = process.env['TEST_KAFKA'];
  if (text === undefined) throw new Error('real tests run under npm run real, which starts Kafka');
  return (JSON.parse(text) as { brokers: string[] }).brokers;
}

/** Facts of the demonstration's S01, as the registry states them. */
export const facts = {
  published(): FactDraft {
    const document = canonicalJson({ code: 'D01', version: '1.0.0' });
    const fields = { deathMark: 'L2', domicileRegion: 'L2', householdNo: 'L3' };
    const members = { ds: 'D01@1', ver: '1.0.0', prov: POLICE, share: 'cond', modes: ['records'], keys: ['idNo'], fields };
    return { k: 'dataset.published', members, open: { op: { dept: POLICE, no: 'ga-1' } }, document };
  },
  granted(more: Readonly<Record<string, unknown>> = {}): FactDraft {
    const members = {
      gr: 'G-1',
      gv: 1,
      cons: CIVIL_AFFAIRS,
      sys: ['mz-dibao'],
      prov: POLICE,
      ds: 'D01@1',
      modes: ['records'],
      purposes: ['means-test'],
      basis: ['B1'],
      roles: ['clerk'],
      fields: { deathMark: 'm0', householdNo: 'm1' },
      from: '2026-01-01T00:00:00.000Z',
      to: '2027-06-01T00:00:00.000Z',
      quota: { day: 2000, total: 200_000 },
      case: false,
      ...more,
    };
    return { k: 'grant.issued', members };
  },
};

const DIGEST = hashText('a commitment');

/** A query item of gw-1 as the granted system asks it; `s` and `o` are sealed texts nobody opens here. */
export function query(
  shard: string,
  more: Readonly<Record<string, unknown>> = {},
): { readonly id: string; readonly item: Tick['items'][number] } {
  const id = newId(systemRandomness);
  const s = '2026-11-22T08.q0x3Fh2u9sA.q0x3Fh2u9sA.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA';
  const o = 'D7hyVJo-BN6qpQ18AzjTYQ.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA';
  const header = {
    v: 1,
    type: 'query',
    id,
    shard,
    epoch: EPOCH,
    cons: CIVIL_AFFAIRS,
    sys: 'mz-dibao',
    prov: POLICE,
    ds: 'D01@1',
    mode: 'records',
    purpose: 'means-test',
    basis: 'B1',
    law: 'SHJZ-58',
    role: 'clerk',
    fields: ['deathMark'],
    c: { subject: DIGEST, op: DIGEST, query: DIGEST },
    deadline: toInstant(systemClock.now() + 10_000),
    replyTo: 'gw-1',
    sd: hashText(s),
    od: hashText(o),
    ...more,
  };
  return { id: String(header.id), item: { h: JSON.stringify(header), s, o } };
}
