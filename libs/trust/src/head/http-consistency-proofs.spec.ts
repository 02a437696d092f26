import { createServer, type Server } from 'node:http';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { toBase64 } from '@shutong/kernel';
import { testNode, type TestNode } from '../keys/test-node.contract.js';
import { HttpConsistencyProofs } from './http-consistency-proofs.js';

const HASH = new Uint8Array(32).fill(3);

describe('consistency proofs of the read API', () => {
  let node: TestNode;
  let server: Server;
  let answer: { status: number; body: string } = { status: 200, body: '' };
  const asked: (string | undefined)[] = [];
  let proofs: HttpConsistencyProofs;

  beforeAll(async () => {
    node = await testNode();
    server = createServer((request, response) => {
      asked.push(request.url, request.headers.authorization);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const tokenFile = join(node.home, 'log.token');
    await writeFile(tokenFile, 'token\n');
    proofs = new HttpConsistencyProofs({ url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, tokenFile });
  });
  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
    await node.remove();
  });

  it('are asked for with a bearer token', async () => {
    answer = { status: 200, body: JSON.stringify({ from: 3, to: 9, hashes: [toBase64(HASH)] }) };
    expect(await proofs.fetch(3, 9)).toEqual([Buffer.from(HASH)]);
    expect(asked).toEqual(['/proof/consistency?from=3&to=9', 'Bearer token']);
  });

  it.each([
    ['is refused', 403, '{}'],
    ['is not JSON', 200, '<html>'],
    ['is for other sizes', 200, '{"from":3,"to":8,"hashes":[]}'],
    ['holds what is no hash', 200, '{"from":3,"to":9,"hashes":["AA=="]}'],
    ['is far too long', 200, `{"from":3,"to":9,"hashes":[],"x":"${'x'.repeat(20_000)}"}`],
  ])('are not to be had when the answer %s', async (_what, status, body) => {
    answer = { status, body };
    expect(await proofs.fetch(3, 9)).toBeUndefined();
  });

  it('are not to be had when nobody listens', async () => {
    const nowhere = new HttpConsistencyProofs({ url: 'http://127.0.0.1:9', tokenFile: join(node.home, 'log.token') });
    expect(await nowhere.fetch(3, 9)).toBeUndefined();
  });
});
