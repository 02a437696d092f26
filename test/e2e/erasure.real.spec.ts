import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runEraseCommand } from '@shutong/audit';
import { toBase64Url } from '@shutong/kernel';
import { openCheckpoint, parseVkey } from '@shutong/tlog';
import { commit, loadJwk, type Opening, openOpening, unwrapContentKey } from '@shutong/trust';
import { PlantedValues } from '../privacy/planted-values.js';
import { dumpTables } from '../privacy/table-dump.js';
import { aNode, type NodeUnderTest } from './a-node.js';
import { aQuestion, ask, LI_SHI, type Reply, ZHANG_CE } from './ask.js';
import { eventually } from './eventually.js';
import { asSuperuser } from './node-database.js';
import { openReceipt } from './open-receipt.js';
import { readLog } from './read-log.js';
import { submitFact } from './submit-fact.js';

const DATA_BUREAU = '11990104MB9100016F';
const OFFICER = { dept: DATA_BUREAU, no: 'sj-0009' };

let node: NodeUnderTest;

beforeAll(async () => {
  node = await aNode();
}, 120_000);

afterAll(async () => node.stop(), 30_000);

async function asked(idNo: string): Promise<Reply & { readonly index: number }> {
  const reply = await ask(node, aQuestion({ keys: { idNo } }));
  expect(reply.status).toBe(200);
  return { ...reply, index: reply.body.receipt?.index ?? -1 };
}

/** States an erasure as the audit, and carries it out with the program that people run. */
async function erase(of: unknown, f: readonly string[], n: number): Promise<Readonly<Record<string, number>>> {
  const open = { op: OFFICER, request: 'DSR-2026-0004' };
  const stated = await submitFact(node, 'audit-1', 'opening.erased', { of, f, n, law: 'PIPL-47' }, { open });
  expect(stated.status).toBe(201);
  return (await run('erase', String(stated.body.index))).said as Readonly<Record<string, number>>;
}

async function run(...order: readonly string[]): Promise<{ readonly code: number; readonly said: unknown }> {
  const lines: string[] = [];
  const printer = { out: (line: string) => void lines.push(line), complain: (line: string) => void lines.push(line) };
  const code = await runEraseCommand(['--config', join(node.dataDir, 'config', 'audit-1-erase.json'), ...order], printer);
  const [line = ''] = lines;
  return { code, said: line.startsWith('{') ? (JSON.parse(line) as unknown) : line };
}

async function find(
  idNo: string,
): Promise<{ readonly access: number; readonly of: readonly number[]; readonly f: readonly string[] }> {
  const file = join(node.dataDir, 'request.json');
  const officer = { ...OFFICER, role: 'auditor', purpose: 'DSR-2026-0004' };
  await writeFile(file, JSON.stringify({ subject: { t: 'idNo', v: idNo }, officer }));
  const { code, said } = await run('find', file);
  expect(code).toBe(0);
  return said as { access: number; of: number[]; f: string[] };
}

/** Every opening that is left, as the audit key opens it: what anybody could still learn. */
async function openings(): Promise<ReadonlyMap<number, Opening>> {
  const audit = await loadJwk(join(node.dataDir, 'keys', 'audit.jwk'));
  return asSuperuser(node, async (session) => {
    const { rows } = await session.query<{ idx: string; id: Buffer; bytes: Buffer }>(
      'select o.idx, e.id, o.bytes from notary.opening_in o join notary.entry e using (epoch, idx)',
    );
    // After the openings: a key is never younger than what stands under it.
    const keys = await session.query<{ jwe: Buffer }>('select jwe from notary.opening_key');
    const unwrapped = await Promise.all(keys.rows.map(async ({ jwe }) => unwrapContentKey(jwe.toString(), audit)));
    const opened = rows.flatMap(({ idx, id, bytes }) =>
      unwrapped.flatMap((key) => {
        const opening = key === undefined ? undefined : openOpening(key, toBase64Url(id), bytes.toString());
        return opening === undefined ? [] : [[Number(idx), opening] as const];
      }),
    );
    expect(opened).toHaveLength(rows.length);
    return new Map(opened);
  });
}

/** Where a person stands: in openings as opened, and in any form in any column of the node's database. */
async function tracesOf(idNo: string): Promise<readonly string[]> {
  const values = new PlantedValues([{ name: 'the person', value: idNo }]);
  const findings = [...(await values.inBytes('openings', Buffer.from(JSON.stringify([...(await openings()).values()]))))];
  await asSuperuser(node, async (session) => {
    for await (const { table, bytes } of dumpTables(session)) findings.push(...(await values.inBytes(table, bytes)));
  });
  return findings.map(({ where }) => where);
}

/** The receipt of before still verifies, and the log proves the entry anew, with the same bytes. */
async function isProven({ body, index }: Reply & { readonly index: number }): Promise<void> {
  const { receipt } = body;
  openReceipt(receipt, node.log.vkey);
  const headers = { authorization: `Bearer ${node.log.token}` };
  const vkey = parseVkey(node.log.vkey);
  if (!vkey.ok || receipt === undefined) throw new Error('a key and a receipt');
  const checkpoint = openCheckpoint(await (await fetch(`${node.log.url}/checkpoint`)).text(), vkey.value);
  if (!checkpoint.ok) throw new Error(checkpoint.failure);
  const proof = await fetch(`${node.log.url}/proof/inclusion?index=${index}&size=${checkpoint.value.size}`, { headers });
  openReceipt({ ...receipt, proof: await proof.text() }, node.log.vkey);
}

describe('An erasure on a node that serves', () => {
  it('of one field takes its opening; the others open the commitments of the leaf, and receipt and proof hold', async () => {
    const reply = await asked(LI_SHI);
    const { c } = JSON.parse(reply.body.receipt?.entry ?? '{}') as { readonly c: Readonly<Record<string, string>> };
    expect(Object.keys((await openings()).get(reply.index)?.values ?? {})).toContain('case');
    expect(await erase([reply.index], ['case'], 1)).toEqual({ reduced: 1, removed: 0, unreadable: 0, keys: 0 });
    const left = (await openings()).get(reply.index);
    expect(Object.keys(left?.values ?? {}).toSorted()).toEqual(['op', 'query', 'subject']);
    for (const [field, salt] of Object.entries(left?.salts ?? {})) expect(commit(salt, left?.values[field])).toBe(c[field]);
    await isProven(reply);
  });

  it('of a person takes the person out of every entry and leaves everybody else', async () => {
    const replies = [await asked(ZHANG_CE), await asked(LI_SHI), await asked(ZHANG_CE)];
    expect(await tracesOf(ZHANG_CE)).toEqual(['openings']);
    const found = await find(ZHANG_CE);
    expect(found.f).toEqual(['query', 'subject']);
    expect(found.of).toEqual(expect.arrayContaining([replies[0]?.index, replies[2]?.index]));
    const accessed = (await readLog(node))[found.access];
    expect(accessed).toMatchObject({ k: 'audit.accessed', n: found.of.length, act: 'search', purpose: 'DSR-2026-0004' });
    expect(await erase(found.of, found.f, found.of.length)).toMatchObject({ unreadable: 0 });
    expect(await tracesOf(ZHANG_CE)).toEqual([]);
    expect(await tracesOf(LI_SHI)).toEqual(['openings']);
    expect((await find(ZHANG_CE)).of).toEqual([]);
    for (const reply of replies) await isProven(reply);
  });

  it('of a range takes all that was there, and what comes after it is not touched', async () => {
    const before = await asked(LI_SHI);
    await eventually(async () => {
      const outcome = (await readLog(node)).find(({ k, q }) => k === 'answered' && q === before.index);
      return outcome === undefined ? undefined : true;
    });
    const to = (await readLog(node)).length;
    const all = ['case', 'evidence', 'op', 'query', 'request', 'result', 'rows', 'subject'];
    expect(await erase({ from: 0, to }, all, to)).toMatchObject({ reduced: 0, unreadable: 0 });
    const left = await openings();
    expect([...left.keys()].every((index) => index >= to)).toBe(true);
    await isProven(before);
    const after = await asked(LI_SHI);
    expect(Object.keys((await openings()).get(after.index)?.values ?? {})).toContain('subject');
  });

  it('must stand in the log: another entry erases nothing, nor does one that is not there', async () => {
    const reply = await asked(LI_SHI);
    expect(await run('erase', String(reply.index))).toMatchObject({
      code: 1,
      said: expect.stringContaining('no opening.erased'),
    });
    expect(await run('erase', '999999')).toMatchObject({ code: 1, said: expect.stringContaining('no signed head') });
    expect(await run('erase', '-1')).toMatchObject({ code: 2 });
    expect(Object.keys((await openings()).get(reply.index)?.values ?? {})).toHaveLength(4);
  });
});
