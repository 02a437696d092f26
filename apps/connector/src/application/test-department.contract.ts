import { join } from 'node:path';
import type { Mapping, ReplyItem } from '@shutong/contracts';
import { type Clock, systemRandomness } from '@shutong/kernel';
import { fixtureRegions } from '@shutong/standards';
import { DepartmentSeals, HeadKeeper, loadSealingKey, PairKeys, subjectOf, TickItemVerifier } from '@shutong/trust';
import { FileJournal } from '../adapters/file/file-journal.js';
import { FileThresholds } from '../adapters/file/file-thresholds.js';
import type { SourceRecord, SourceRow } from '../domain/answer/source-row.js';
import type { Outcome } from '../domain/journal/outcome.js';
import { AnswerQueries } from './answer-queries.js';
import { Catalogue } from './catalogue.js';
import { CloseQueries } from './close-queries.js';
import type { ServedDataset } from './documents.port.js';
import { ExamineItem } from './examine-item.js';
import { Outcomes } from './outcomes.port.js';
import { Replies } from './replies.port.js';
import { ServeQueries } from './serve-queries.js';
import { type KeyValues, Source } from './source.port.js';
import { type RefusedItem, TakeDispatch } from './take-dispatch.js';
import { PERSON, POLICE, PUBLICATION, type TestExchange } from './test-exchange.contract.js';

/** A department's register of a few persons, and the list of what was read. */
export class MemorySource extends Source {
  readonly asked: KeyValues[] = [];
  reads = 0;
  fault: Error | undefined;
  /** Runs while the read is under way. */
  meanwhile: () => void = () => undefined;

  constructor(readonly rows: SourceRecord[]) {
    super();
  }

  override read(_mapping: Mapping, questions: readonly KeyValues[]): Promise<readonly (readonly SourceRow[])[]> {
    this.asked.push(...questions);
    this.reads += 1;
    this.meanwhile();
    if (this.fault !== undefined) return Promise.reject(this.fault);
    return Promise.resolve(
      questions.map(({ idNo }) => this.rows.filter((row) => row['idNo'] === idNo).map((record) => ({ record }))),
    );
  }
}

class SentReplies extends Replies {
  readonly sent: { gateway: string; item: ReplyItem }[] = [];

  override send(gateway: string, item: ReplyItem): Promise<void> {
    this.sent.push({ gateway, item });
    return Promise.resolve();
  }
}

class SubmittedOutcomes extends Outcomes {
  readonly submitted: Outcome[] = [];

  override submit(outcomes: readonly Outcome[]): void {
    this.submitted.push(...outcomes);
  }
}

export const RESIDENT: SourceRecord = {
  idNo: PERSON,
  name: '张测',
  domicileRegion: '990104',
  householdNo: '990104000021',
  deathMark: false,
};

const MAPPING: Mapping = {
  name: 'D01',
  dataset: 'D01@1',
  table: { schema: 'register', name: 'resident' },
  keys: { idNo: 'id_no' },
  columns: {
    idNo: 'id_no',
    name: 'name',
    domicileRegion: 'domicile_region',
    householdNo: 'household_no',
    deathMark: 'death_mark',
  },
  rowRegion: 'domicileRegion',
  predicates: {
    alive: { kind: 'some', where: [{ item: 'deathMark', is: false }] },
    sameHousehold: { kind: 'sameAs', item: 'householdNo', key: 'idNo', argument: 'idNo2' },
    numbered: { kind: 'some', where: [{ item: 'householdNo', equals: 'no' }], threshold: 'no' },
  },
};

export const PUBLISHED: ServedDataset = {
  index: PUBLICATION,
  ds: 'D01@1',
  version: '1.0.0',
  mapping: MAPPING,
  items: {
    idNo: { type: 'string', 'x-identifier': 'resident-id' },
    name: { type: 'string' },
    domicileRegion: { type: 'string', 'x-identifier': 'region6' },
    householdNo: { type: 'string' },
    deathMark: { type: 'boolean' },
  },
  isRecord: (record) => typeof record['deathMark'] === 'boolean',
  isAsk: (ask) => !JSON.stringify(ask).includes('forbidden'),
  subjectOf: (keys) => subjectOf(keys, { idNo: 'resident-id' }),
};

/** A connector on a memory source, with real keys, seals, heads and journal. */
export interface TestDepartment {
  readonly take: TakeDispatch;
  readonly examine: ExamineItem;
  readonly catalogue: Catalogue;
  readonly source: MemorySource;
  readonly journal: FileJournal;
  readonly thresholds: FileThresholds;
  readonly heads: HeadKeeper;
  readonly replies: readonly { gateway: string; item: ReplyItem }[];
  readonly outcomes: readonly Outcome[];
  readonly refused: readonly RefusedItem[];
  readonly alarms: readonly string[];
  close(): Promise<void>;
}

/** What a department serves instead of its memory source. */
export interface Serves {
  readonly source: Source;
  readonly published: ServedDataset;
}

/** `pause` moves the clock instead of waiting, when the test's clock can be moved. */
export async function testDepartment(
  exchange: TestExchange,
  clock: Clock,
  pause: (ms: number) => Promise<unknown>,
  serves?: Serves,
): Promise<TestDepartment> {
  const { directory, files, home } = exchange;
  const alarms: string[] = [];
  const heads = await HeadKeeper.open({
    directory,
    pinFile: join(home, 'pin.json'),
    proofs: { fetch: () => Promise.resolve(undefined) },
    clock,
    alarm: (sentence) => alarms.push(sentence),
    warn: () => undefined,
  });
  const alarm = (code: string): number => alarms.push(code);
  const journal = await FileJournal.open(join(home, 'journal'), clock);
  const thresholds = await FileThresholds.open(join(home, 'journal'), clock);
  const source = new MemorySource([RESIDENT]);
  const [replies, outcomes, catalogue] = [new SentReplies(), new SubmittedOutcomes(), new Catalogue()];
  catalogue.put(serves?.published ?? PUBLISHED);
  const seals = new DepartmentSeals(
    await loadSealingKey(files.key('ga-conn-1.seal.pem')),
    POLICE,
    directory,
    clock,
    systemRandomness,
  );
  const post = { department: POLICE, epoch: directory.epoch };
  const examine = new ExamineItem(post, new TickItemVerifier(directory), seals, new PairKeys(files.pairs), catalogue, clock);
  const closing = new CloseQueries(journal, replies, outcomes, () => undefined);
  const [identifiers, randomness] = [{ regions: fixtureRegions }, systemRandomness];
  const read = { journal, thresholds, source: serves?.source ?? source };
  const answer = new AnswerQueries({ ...read, seals, closing, identifiers, clock, randomness });
  const serve = new ServeQueries({ examine, answer, closing, journal, outcomes, alarm, clock, pause });
  const refused: RefusedItem[] = [];
  const refuse = (items: readonly RefusedItem[]): Promise<void> => Promise.resolve(void refused.push(...items));
  const take = new TakeDispatch({ heads, examine, serve, journal, refuse, alarm, clock, pause });
  return {
    take,
    examine,
    catalogue,
    source,
    journal,
    thresholds,
    heads,
    replies: replies.sent,
    outcomes: outcomes.submitted,
    refused,
    alarms,
    close: async () => {
      await thresholds.close();
      await journal.end();
    },
  };
}
