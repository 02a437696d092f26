import 'reflect-metadata';
import { appendFile, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import type { Needle } from '../privacy/needle.js';
import { type Finding, PlantedValues } from '../privacy/planted-values.js';
import { dumpTables } from '../privacy/table-dump.js';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, type Reply, ZHAO_FAN } from './ask.js';
import { eventually } from './eventually.js';
import { asSuperuser } from './node-database.js';
import { readLeaves, readLog } from './read-log.js';
import { submitFact } from './submit-fact.js';

const CIVIL_AFFAIRS = '11990104MB9100059W';
const POLICE = '11990104MB9100024A';

/** Valid numbers that the fixture city gives to nobody. */
const NOBODY = '990104190012319984';
const SECOND = '990104190012319968';
const WRONG = '990104190012319982';
const OFFICER = 'planted-officer-7731';
const CASE = 'PLANT-2026-770031';
const NOTE = 'planted note about 张三丰';
const RETRY_KEY = 'planted-retry-key-5512';
const GRANTING_OFFICER = 'planted-granting-9921';
const EVIDENCE = 'planted-evidence-3307';

/** These appear in requests only. */
const QUESTION_ONLY: readonly Needle[] = [
  { name: 'the number of nobody', value: NOBODY },
  { name: 'the number in a predicate', value: SECOND },
  { name: 'the mistyped number', value: WRONG },
  { name: 'the officer', value: OFFICER },
  { name: 'the case', value: CASE },
  { name: 'the note', value: NOTE },
  { name: 'the idempotency key', value: RETRY_KEY },
  { name: 'the officer behind the grant', value: GRANTING_OFFICER },
  { name: 'the evidence of a consent', value: EVIDENCE },
];

/** 赵范 of the demonstration city: these the department holds, and answers with. */
const IN_ANSWERS: readonly Needle[] = [
  { name: 'the number of a resident', value: ZHAO_FAN },
  { name: 'the name of a resident', value: '赵范' },
  { name: 'the address of a resident', value: '数通省数通市南苑区纬五路105号2-102' },
  { name: 'the household of a resident', value: '990104H00000003' },
];

// Hundreds of megabytes are looked through, beside whatever else the machine does.
jest.setTimeout(120_000);

let node: NodeUnderTest;
let answered: readonly Needle[];
/** Nothing was asked before; a second for file systems that count in seconds. */
let plantedSince: number;

beforeAll(async () => {
  node = await aNode();
  plantedSince = Date.now() - 1_000;
  await plant();
}, 180_000);

afterAll(async () => node.stop(), 30_000);

/** Permits, denials, refusals and facts, each with its outcome in the log, all with planted values. */
async function plant(): Promise<void> {
  const window = { from: '2026-01-01T00:00:00.000Z', to: '2036-01-01T00:00:00.000Z' };
  const fields = ['domicileAddr', 'householdNo', 'idNo', 'name'];
  const pair = { cons: CIVIL_AFFAIRS, prov: POLICE, ds: 'D01@1' };
  const grant = {
    ...pair,
    ...window,
    gr: 'G-2026-009999',
    gv: 1,
    sys: ['mz-dibao'],
    modes: ['predicate', 'records'],
    purposes: ['means-test'],
    basis: ['B1'],
    roles: ['clerk'],
    fields: { ...Object.fromEntries(fields.map((field) => [field, 'm1'])), sameHousehold: 'm0' },
    quota: { day: 100, total: 1000 },
    case: true,
  };
  const consent = { ...pair, ...window, purpose: 'means-test', fields: ['deathMark'], once: false, sens: false };
  const text = 'A'.repeat(43);
  const op = { op: { dept: POLICE, no: GRANTING_OFFICER } };
  const person = { subject: { t: 'idNo', v: NOBODY }, open: { evidence: { channel: 'counter', file: EVIDENCE } } };
  expect((await submitFact(node, 'registry-1', 'grant.issued', grant, { open: op })).status).toBe(201);
  const given = await submitFact(node, 'consent-1', 'consent.given', { ...consent, text }, person);
  expect(given.status).toBe(201);

  const planted = { operator: { no: OFFICER, role: 'clerk' }, caseNo: CASE };
  const permitted = [
    await answerTo({ ...planted, basis: 'B1', keys: { idNo: ZHAO_FAN }, fields }),
    await answerTo({ ...planted, keys: { idNo: NOBODY }, fields: ['deathMark'] }),
    await answerTo({
      ...planted,
      basis: 'B1',
      mode: 'predicate',
      keys: { idNo: ZHAO_FAN },
      fields: undefined,
      ask: { sameHousehold: { idNo2: SECOND }, name: NOTE },
    }),
  ];
  expect(permitted.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(permitted.map(({ body }) => body.data)).toMatchObject([[{ name: '赵*' }], [], { name: 'no' }]);
  answered = answeredTextsOf(permitted[0]);

  const withdrawn = { cst: given.body.index, by: 'subject' };
  expect((await submitFact(node, 'consent-1', 'consent.withdrawn', withdrawn)).status).toBe(201);
  const ask2 = { mode: 'predicate', purpose: 'tenant-check', fields: undefined, ask: { sameHousehold: { idNo2: SECOND } } };
  for (const changes of [{ keys: { idNo: NOBODY } }, { keys: { idNo: ZHAO_FAN } }, { keys: { idNo: NOBODY }, ...ask2 }])
    expect((await answerTo({ ...planted, ...changes })).status).toBe(403);
  await refuse(planted);
  await eventually(async () => {
    const entries = await readLog(node);
    const closed = entries.filter(({ k }) => k === 'answered').map(({ id }) => id);
    return permitted.every(({ body }) => closed.includes(body.id ?? '')) ? true : undefined;
  });
}

let asked = 0;
function answerTo(changes: Readonly<Record<string, unknown>>): Promise<Reply> {
  asked += 1;
  return ask(node, aQuestion(changes), { headers: { 'idempotency-key': `${RETRY_KEY}-${String(asked)}` } });
}

/** What is refused at the edge never was a query; its values are as personal. */
async function refuse(planted: Readonly<Record<string, unknown>>): Promise<void> {
  const sound = aQuestion({ ...planted, keys: { idNo: NOBODY } });
  const refused = [
    await ask(node, JSON.stringify(sound).slice(0, -1)),
    await ask(node, { ...sound, note: NOTE }),
    await ask(node, { ...sound, keys: { idNo: WRONG } }),
    await ask(node, sound, { path: `/v1/datasets/${CASE}/query` }),
    await ask(node, sound, { path: `/v1/datasets/D01/query?note=${encodeURIComponent(NOTE)}&case=${CASE}` }),
    await ask(node, sound, { token: `${OFFICER}.${CASE}.${NOBODY}` }),
    await ask(node, sound, { headers: { 'content-type': `text/plain; note=${OFFICER}` } }),
  ];
  for (const { status } of refused) expect(status).toBeGreaterThanOrEqual(400);
  await fetch(`${node.gateway}/v1/receipts/${NOBODY}`, { headers: { authorization: `Bearer ${node.token('mz-dibao')}` } });
  await fetch(`${node.gateway}/${CASE}?idNo=${NOBODY}`);
}

/** What went out: the number that was asked for as it was sent, the rest masked. */
function answeredTextsOf(reply: Reply | undefined): readonly Needle[] {
  const [row = {}] = Array.isArray(reply?.body.data) ? (reply.body.data as readonly Readonly<Record<string, unknown>>[]) : [];
  const texts = Object.entries(row).filter(([, value]) => typeof value === 'string' && Buffer.byteLength(value) >= 6);
  expect(texts.length).toBeGreaterThanOrEqual(3);
  return texts.map(([field, value]) => ({ name: `the answered ${field}`, value: String(value) }));
}

const all = (): PlantedValues => new PlantedValues([...QUESTION_ONLY, ...IN_ANSWERS, ...answered]);
const questions = (): PlantedValues => new PlantedValues(QUESTION_ONLY);

/** PostgreSQL's own folder, and in it what belongs to departments. What was written only to memory so far is on disk afterwards. */
async function cluster(): Promise<{ readonly folder: string; readonly departments: readonly string[]; readonly wal: string }> {
  return asSuperuser(node, async (session) => {
    await session.query('checkpoint');
    const { rows } = await session.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    const folder = await realpath(rows[0]?.folder ?? '');
    const others = await session.query<{ oid: number }>(`select oid::int from pg_database where datname like 'dept\\_%'`);
    expect(others.rows.length).toBeGreaterThan(0);
    return { folder, departments: others.rows.map(({ oid }) => join(folder, 'base', String(oid))), wal: join(folder, 'pg_wal') };
  });
}

async function inTables(values: PlantedValues): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await asSuperuser(node, async (session) => {
    for await (const { table, bytes } of dumpTables(session)) findings.push(...(await values.inBytes(table, bytes)));
  });
  return findings;
}

/** Kafka's segments, logs, journals, pins, marks, configuration, secrets: everything of the node but PostgreSQL's folder. */
async function inNodeFiles(values: PlantedValues): Promise<readonly Finding[]> {
  const folder = await realpath(node.dataDir);
  return values.inFolder(folder, new Set([join(folder, 'postgres', 'cluster')]));
}

describe('Planted values', () => {
  it('are in no file of Kafka, of the logs, of journals, pins, marks and configuration', async () => {
    const values = all();
    expect(await inNodeFiles(values)).toEqual([]);
    expect(values.searched).toBeGreaterThan(100_000);
  });

  it('are in no leaf of the log', async () => {
    const leaves = await readLeaves(node);
    const values = all();
    for (const [index, leaf] of leaves.entries()) expect(await values.inBytes(`entry ${String(index)}`, leaf)).toEqual([]);
    expect(leaves.length).toBeGreaterThan(20);
  });

  it('are in the metrics of no app', async () => {
    const ports = JSON.parse(await readFile(join(node.dataDir, 'ports.json'), 'utf8')) as Readonly<Record<string, number>>;
    expect(Object.keys(ports).length).toBeGreaterThanOrEqual(4);
    for (const [app, port] of Object.entries(ports)) {
      const text = await (await fetch(`http://127.0.0.1:${String(port)}/metrics`)).text();
      expect(await all().inBytes(`metrics of ${app}`, Buffer.from(text))).toEqual([]);
    }
  });

  it('are in no table of the node’s own database', async () => {
    const values = all();
    expect(await inTables(values)).toEqual([]);
    expect(values.searched).toBeGreaterThan(100_000);
  });

  it('are in no file of PostgreSQL, apart from the department’s own database and the write-ahead log', async () => {
    const { folder, departments, wal } = await cluster();
    const values = all();
    expect(await values.inFolder(folder, new Set([...departments, wal]))).toEqual([]);
    expect(values.searched).toBeGreaterThan(1_000_000);
  });

  // Department and node share one server in this demonstration, so the department's rows pass through its write-ahead log; what was
  // only asked must not. In service a department's database is its own.
  it('that were only asked are in no file of PostgreSQL at all', async () => {
    const { folder } = await cluster();
    const values = questions();
    expect(await values.inFolder(folder, new Set(), plantedSince)).toEqual([]);
    expect(values.searched).toBeGreaterThan(1_000_000);
  });
});

describe('The same search', () => {
  const CONTROL: Needle = { name: 'a control', value: 'control-value-881277' };
  const control = (): PlantedValues => new PlantedValues([CONTROL]);
  const namesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ needle }) => needle))];

  it('finds the residents in the department’s own database, where they belong', async () => {
    const { departments } = await cluster();
    const findings = await Promise.all(departments.map(async (folder) => new PlantedValues(IN_ANSWERS).inFolder(folder)));
    expect(namesOf(findings.flat()).toSorted()).toEqual(IN_ANSWERS.map(({ name }) => name).toSorted());
  });

  it('finds what somebody wrote to a log, a journal or a configuration', async () => {
    for (const file of ['logs/gw-1.log', 'ga-conn-1/journal.note', 'config/note.json']) {
      const path = join(await realpath(node.dataDir), file);
      await appendFile(path, `{"msg":"${Buffer.from(`x${CONTROL.value}`).toString('base64')}"}\n`);
      expect((await inNodeFiles(control())).map(({ where }) => where)).toEqual([path]);
      if (file.startsWith('logs/')) await writeFile(path, '');
      else await rm(path);
    }
  });

  it('finds what somebody wrote to a table, and its file, and the write-ahead log', async () => {
    await asSuperuser(node, async (session) => {
      await session.query('create table notary.control (value bytea)');
      await session.query('insert into notary.control select convert_to($1, $2)', [CONTROL.value.repeat(500), 'UTF8']);
      await session.query('insert into notary.control values ($1)', [Buffer.from(CONTROL.value, 'utf16le')]);
    });
    const { folder, wal } = await cluster();
    expect((await inTables(control())).map(({ where }) => where)).toContain('notary.control');
    expect(await control().inFolder(join(folder, 'base'), new Set(), plantedSince)).not.toEqual([]);
    expect(await control().inFolder(wal, new Set(), plantedSince)).not.toEqual([]);
    await asSuperuser(node, (session) => session.query('drop table notary.control'));
  });

  it('finds what somebody produced to Kafka, in its own segment and in the dead letters', async () => {
    const kafka = new Kafka({ clientId: 'operator', brokers: [...node.brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    await producer.send({ topic: 'submissions.s0', messages: [{ value: `{"note":"${CONTROL.value}"}` }] });
    await producer.disconnect();
    const found = await eventually(async () => {
      const findings = await inNodeFiles(control());
      return findings.length < 2 ? undefined : findings;
    });
    const segments = found.map(({ where, encoding }) => `${where.split('/').at(-2) ?? ''} ${encoding.split('+')[0] ?? ''}`);
    expect(segments.toSorted()).toEqual(['submissions.s0-0 utf-8', expect.stringMatching(/^submissions\.s0\.dead-0 base64/)]);
  });
});
