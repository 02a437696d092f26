import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fromBase64Url, hashText, systemClock, systemRandomness } from '@shutong/kernel';
import { commit } from '../commitment/commitment.js';
import { pairKey, pseudonym } from '../commitment/pseudonym.js';
import { loadJwk } from '../keys/jwk-file.js';
import { loadSecretKey } from '../keys/secret-key.js';
import { loadSigningKey } from '../keys/signing-key.js';
import { CIVIL_AFFAIRS, POLICE, testNode, type TestNode } from '../keys/test-node.contract.js';
import { unwrapContentKey } from '../opening/content-key.js';
import { openOpening } from '../opening/open-opening.js';
import { OpeningSealer } from '../opening/opening-sealer.js';
import { attachmentsMatch } from '../tick/attachments.js';
import { verifyTick } from '../tick/tick-signature.js';
import { buildFact, type FactDesk } from './build-fact.js';

const SUBJECT = { t: 'idNo', v: '990104190001010017' };
const CONSENT = {
  k: 'consent.given',
  members: { cons: CIVIL_AFFAIRS, prov: POLICE, ds: 'D01@1', purpose: 'means-test', fields: ['deathMark'] },
  subject: SUBJECT,
  open: { evidence: { channel: 'app', digest: 'x' } },
};

describe('a fact', () => {
  let node: TestNode;
  let desk: FactDesk;
  beforeAll(async () => {
    node = await testNode();
    desk = {
      key: await loadSigningKey(node.files.key('consent-1.sign.pem')),
      subKey: await loadSecretKey(node.files.key('sub.2026h2.key')),
      openings: new OpeningSealer(node.directory.audit, systemClock, systemRandomness),
      shard: 's0',
      epoch: '2026h2',
      replyTo: 'gw-1',
      deadline: '2026-11-22T08:00:10.000Z',
      randomness: systemRandomness,
    };
  });
  afterAll(() => node.remove());

  it('is a tick of one item by a service, with openings for the audit alone', async () => {
    const { id, tick } = await buildFact(CONSENT, desk);
    expect(verifyTick(node.directory, tick)).toMatchObject({ ok: true, value: { code: 'consent-1', use: 'consent' } });
    const [item] = tick.items;
    if (item?.o === undefined) throw new Error('a consent has openings');
    const header = JSON.parse(item.h) as Record<string, unknown> & { od: string; c: unknown };
    expect(header).toMatchObject({ v: 1, type: 'fact', id, k: 'consent.given', replyTo: 'gw-1', prov: POLICE });
    expect(attachmentsMatch(item, header)).toBe(true);
    const key = await unwrapContentKey(tick.okeys?.[0]?.jwe ?? '', await loadJwk(node.files.key('audit.jwk')));
    const opened = key === undefined ? undefined : openOpening(key, id, item.o);
    if (opened === undefined) throw new Error('the audit opens');
    expect(opened.values).toEqual({ subject: SUBJECT, ...CONSENT.open });
    const recomputed = Object.entries(opened.salts).map(([field, salt]) => [field, commit(salt, opened.values[field])] as const);
    expect(Object.fromEntries(recomputed)).toEqual(header.c);
  });

  it('names its person by a pseudonym and nowhere in plain', async () => {
    const { tick } = await buildFact(CONSENT, desk);
    const key = pairKey(desk.subKey ?? new Uint8Array(), '2026h2', POLICE, CIVIL_AFFAIRS);
    expect((JSON.parse(tick.items[0]?.h ?? '') as { sub: string }).sub).toBe(pseudonym(key, SUBJECT));
    expect(JSON.stringify(tick)).not.toContain(SUBJECT.v);
  });

  it('names a guardian too', async () => {
    const draft = { ...CONSENT, k: 'guardian.registered', open: { guardian: { t: 'idNo', v: '990104190001010025' } } };
    const header = JSON.parse((await buildFact(draft, desk)).tick.items[0]?.h ?? '') as { sub: string; gsub: string };
    expect(fromBase64Url(header.gsub)).toHaveLength(16);
    expect(header.gsub).not.toBe(header.sub);
    await expect(buildFact({ ...draft, open: {} }, desk)).rejects.toThrow('opens guardian');
  });

  it('of a publication carries its document by digest', async () => {
    const draft = {
      k: 'dataset.published',
      members: { ds: 'D01@1' },
      open: { op: { dept: POLICE, no: 'ga-1' } },
      document: '{"code":"D01"}',
    };
    const { tick } = await buildFact(draft, desk);
    const header = JSON.parse(tick.items[0]?.h ?? '') as { schema: string; dd: string };
    expect(header).toMatchObject({ schema: hashText('{"code":"D01"}'), dd: hashText('{"code":"D01"}') });
    expect(tick.items[0]?.doc).toBe('{"code":"D01"}');
  });

  it('keeps the id of an earlier attempt', async () => {
    const first = await buildFact(CONSENT, desk);
    expect((await buildFact({ ...CONSENT, id: first.id }, desk)).id).toBe(first.id);
    await expect(buildFact({ ...CONSENT, id: 'short' }, desk)).rejects.toThrow('malformed id');
  });

  it('without anything to open carries neither commitments nor openings', async () => {
    const { tick } = await buildFact({ k: 'consent.withdrawn', members: { cst: 3, by: 'subject' } }, desk);
    expect(Object.keys(tick.items[0] ?? {})).toEqual(['h']);
    expect(JSON.parse(tick.items[0]?.h ?? '')).not.toHaveProperty('c');
    expect(tick.okeys).toBeUndefined();
  });
});
