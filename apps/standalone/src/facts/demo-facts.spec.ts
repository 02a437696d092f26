import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseHeader } from '@shutong/contracts';
import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, Directory, type FactDesk, loadSecretKey, loadSigningKey, makeNodeKeys, OpeningSealer } from '@shutong/trust';
import { GATEWAY, keyPlan, SHARD } from '../demo-node.js';
import { readD01 } from './d01-document.js';
import { demoFacts } from './demo-facts.js';

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

  it('are a publication, a grant, and a consent of each of three persons', async () => {
    const kinds = demoFacts(await readD01(), '2026-11-24').map(({ draft }) => draft.k);
    expect(kinds).toEqual(['dataset.published', 'grant.issued', 'consent.given', 'consent.given', 'consent.given']);
  });

  it('have headers that the protocol knows, without a person in them', async () => {
    for (const { service, draft } of demoFacts(await readD01(), '2026-11-24')) {
      const { tick } = await buildFact(draft, await desk(service));
      const [item] = tick.items;
      expect(parseHeader(item?.h ?? '')).toMatchObject({ ok: true, value: { type: 'fact', k: draft.k } });
      expect(item?.h).not.toMatch(/9901041900|9901021900|张测|李试|王示/);
    }
  });

  it('mask in the grant what its level asks for', async () => {
    const [, grant] = demoFacts(await readD01(), '2026-11-24');
    expect(grant?.draft.members['fields']).toEqual({
      deathMark: 'm0',
      domicileRegion: 'm0',
      householdNo: 'm1',
      relationToHead: 'm0',
    });
  });

  it('say the same in every later start, as a repeat must', async () => {
    const d01 = await readD01();
    expect(demoFacts(d01, '2026-11-24')).toEqual(demoFacts(d01, '2026-11-24'));
  });
});
