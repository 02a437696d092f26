import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashText } from '@shutong/kernel';
import { aFailure, aPermit, aQuery, POLICE, TAX, TestNode } from './test-node.contract.js';

describe('what the notary says', () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await TestNode.make();
  });

  afterEach(async () => {
    await node.remove();
  });

  it('reaches the request it is about, proven', async () => {
    const header = aQuery();
    const { decided } = node.asking(header);
    expect(await node.take.decided(node.decided(aPermit(header)))).toEqual({ ok: true, value: undefined });
    expect(decided).toMatchObject([{ kind: 'entry', isOlder: false, entry: { index: 3 } }]);
    expect(node.alarms).toEqual([]);
  });

  it('is no word at all under a head that the log did not sign', async () => {
    const header = aQuery();
    const { decided } = node.asking(header);
    const batch = node.decided(aPermit(header));
    const note = batch.head.note.replace('/s0/', '/s1/');
    expect(await node.take.decided({ ...batch, head: { ...batch.head, note } })).toEqual({ ok: false, failure: 'PROOF_INVALID' });
    expect(decided).toEqual([]);
  });

  it('is dropped with an alarm when the entry is not under its head', async () => {
    const header = aQuery();
    const { decided } = node.asking(header);
    const batch = node.decided(aPermit(header));
    const forged = {
      ...batch,
      items: batch.items.map((item) => ({ ...item, leaf: JSON.stringify(aPermit(header, { law: 'X-1' })) })),
    };
    await node.take.decided(forged);
    expect([decided, node.alarms]).toEqual([[], ['PROOF_INVALID']]);
  });

  it('is dropped when it answers another try of the same id', async () => {
    const header = aQuery();
    const { decided } = node.asking(header);
    const other = aPermit(header, { src: { by: 'gw-1', d: hashText('another header') } });
    await node.take.decided(node.decided(other));
    expect([decided, node.alarms]).toEqual([[], []]);
  });

  it.each([
    ['another system', { sys: 'sw-deduct' }],
    ['another provider', { prov: TAX }],
    ['more fields', { fields: ['birthDate', 'deathMark', 'name'] }],
    ['another purpose', { purpose: 'tenant-check' }],
    ['rows that were not asked', { rows: { region: ['990102', '990104'] } }],
    ['no rows where some were asked', { rows: undefined }],
    ['other commitments', { c: { op: hashText('x'), query: hashText('y'), subject: hashText('z') } }],
    ['another gateway’s submission', { src: { by: 'gw-2', d: '' } }],
  ])('is dropped with an alarm when the entry is about %s', async (_what, change) => {
    const header = aQuery();
    const { decided, d } = node.asking(header);
    const changed = 'src' in change ? { src: { ...change.src, d } } : change;
    const leaf = Object.fromEntries(Object.entries(aPermit(header, changed)).filter(([, value]) => value !== undefined));
    await node.take.decided(node.decided(leaf));
    expect([decided, node.alarms]).toEqual([[], ['ENTRY_MISMATCH']]);
  });

  it('tells a repeat apart from a new decision', async () => {
    const header = aQuery();
    const { decided, d } = node.asking(header);
    const older = aPermit(header, {
      src: { by: 'gw-2', d: hashText('the first try') },
      c: { op: hashText('a'), query: hashText('b') },
    });
    await node.take.decided(node.decided(older, { d, was: [] }));
    expect(decided).toMatchObject([{ kind: 'entry', isOlder: true }]);
  });

  it.each([
    ['another entry', { q: 2 }],
    ['another exchange', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }],
    ['another department', { prov: TAX }],
    ['another kind', { k: 'query-denied' }],
  ])('is dropped when what followed belongs to %s', async (_what, change) => {
    const header = aQuery();
    const { decided, d } = node.asking(header);
    const older = aPermit(header, { src: { by: 'gw-1', d: hashText('the first try') } });
    await node.take.decided(node.repeated(older, { ...aFailure(header), ...change }, d));
    expect(decided).toEqual([]);
    expect(node.alarms).toHaveLength(1);
  });

  it('names the outcome that followed', async () => {
    const header = aQuery();
    const { decided, d } = node.asking(header);
    const older = aPermit(header, { src: { by: 'gw-1', d: hashText('the first try') } });
    await node.take.decided(node.repeated(older, aFailure(header), d));
    expect(decided).toMatchObject([{ isOlder: true, followers: [{ entry: { k: 'failed', why: ['SOURCE_DOWN'] } }] }]);
  });

  it('counts words that nobody waits for', async () => {
    await node.take.decided(node.decided(aPermit(aQuery())));
    expect(node.take.late).toBe(1);
  });
});

describe('what a department says', () => {
  let node: TestNode;

  beforeEach(async () => {
    node = await TestNode.make();
  });

  afterEach(async () => {
    await node.remove();
  });

  it('reaches the request with the name of who signed', async () => {
    const header = aQuery();
    const { replies } = node.asking(header);
    const tick = await node.reply('ga-conn-1', { id: header.id, index: 3, lh: 'lh', status: 'failed', why: ['SOURCE_DOWN'] });
    expect(node.take.reply(tick).ok).toBe(true);
    expect(replies).toMatchObject([{ party: { code: 'ga-conn-1', dept: POLICE } }]);
  });

  it.each([
    ['another index', { index: 4 }],
    ['another leaf', { lh: 'other' }],
    ['another verdict', { why: ['SOURCE_TIMEOUT'] }],
  ])('is refused when %s was put under its signature', async (_what, change) => {
    const header = aQuery();
    const { replies } = node.asking(header);
    const tick = await node.reply('ga-conn-1', { id: header.id, index: 3, lh: 'lh', status: 'failed', why: ['SOURCE_DOWN'] });
    const [item] = tick.items;
    const forged = { ...tick, items: [{ ...item, ...change }] } as typeof tick;
    expect(node.take.reply(forged)).toEqual({ ok: false, failure: 'SIGNATURE_INVALID' });
    expect(replies).toEqual([]);
  });

  it('is refused when the signer claims to be another department', async () => {
    const header = aQuery();
    const tick = await node.reply('sw-conn-1', { id: header.id, index: 3, lh: 'lh', status: 'failed', why: ['SOURCE_DOWN'] });
    expect(node.take.reply({ ...tick, t: { ...tick.t, by: 'ga-conn-1' } }).ok).toBe(false);
  });
});
