import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkEntry, parseHeader } from '@shutong/contracts';
import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, Directory, type FactDesk, loadSecretKey, loadSigningKey, makeNodeKeys, OpeningSealer } from '@shutong/trust';
import { DATASETS, departmentOf, GATEWAY, keyPlan, SHARD } from '../demo-node.js';
import { readDataset } from './dataset-document.js';
import { type DemoFact, demoFacts } from './demo-facts.js';

const EPOCH = '2026h2';

describe('The facts of the demonstration', () => {
  let folder: string;
  let desk: (service: string) => Promise<FactDesk>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'facts-'));
    const files = await makeNodeKeys(folder, keyPlan(EPOCH), systemRandomness);
    const openings = new OpeningSealer((await Directory.load(files.directory)).audit, systemClock, systemRandomness);
    const subKey = await loadSecretKey(files.key(`sub.${EPOCH}.key`));
    desk = async (service) => ({
      key: await loadSigningKey(files.key(`${service}.sign.pem`)),
      subKey,
      openings,
      shard: SHARD,
      epoch: EPOCH,
      replyTo: GATEWAY,
      deadline: toInstant(systemClock.now() + 10_000),
      randomness: systemRandomness,
    });
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const stages = async (): Promise<readonly (readonly DemoFact[])[]> =>
    demoFacts(await Promise.all(DATASETS.map(readDataset)), departmentOf, '2026-11-24');

  it('are eighteen publications, the grants of the scenarios, and the consents of three persons', async () => {
    const kinds = (await stages()).map((facts) => [...new Set(facts.map(({ draft }) => draft.k))]);
    expect(kinds).toEqual([['dataset.published'], ['grant.issued'], ['consent.given']]);
    expect((await stages()).map(({ length }) => length)).toEqual([18, 24, 36]);
  });

  it('have headers that the protocol knows, without a person in them, and leaves of the form of their kind', async () => {
    for (const { service, draft } of (await stages()).flat()) {
      const { id, tick } = await buildFact(draft, await desk(service));
      const [item] = tick.items;
      const header = parseHeader(item?.h ?? '');
      expect(header).toMatchObject({ ok: true, value: { type: 'fact', k: draft.k } });
      expect(item?.h).not.toMatch(/9901041900|9901021900|张测|李试|王示/);
      const { c, schema } = JSON.parse(item?.h ?? '{}') as Record<string, unknown>;
      const frame = { v: 1, k: draft.k, at: '2026-11-24T00:00:00.000Z', id, src: { by: service, d: 'A'.repeat(43) } };
      const named = draft.k === 'consent.given' ? { sub: 'A'.repeat(22) } : {};
      const published = schema === undefined ? {} : { schema };
      expect([draft.members['ds'], checkEntry({ ...frame, ...draft.members, ...named, ...published, c }).ok]).toEqual([
        draft.members['ds'],
        true,
      ]);
    }
  });

  it('grant only what the dataset has, masked as its level asks', async () => {
    const [, grants = []] = await stages();
    const d01 = grants.find(({ name }) => name === 'grant-S01-D01');
    expect(d01?.draft.members['fields']).toEqual({
      deathMark: 'm0',
      domicileRegion: 'm0',
      householdNo: 'm1',
      relationToHead: 'm0',
    });
    for (const { draft } of grants) {
      const { levels } = await readDataset(String(draft.members['ds']).slice(0, 3));
      expect(Object.keys(draft.members['fields'] as object).filter((name) => levels[name] === undefined)).toEqual([]);
    }
  });

  it('ask a separate consent for sensitive items', async () => {
    const [, , consents = []] = await stages();
    const separate = consents.filter(({ draft }) => draft.members['sens'] === true).map(({ draft }) => draft.members['ds']);
    expect([...new Set(separate)]).toEqual(['D10@1', 'D12@1', 'D15@1', 'D17@1', 'D18@1']);
  });

  it('say the same in every later start, as a repeat must', async () => {
    expect(await stages()).toEqual(await stages());
  });
});
