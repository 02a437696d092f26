import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import { freePorts } from './free-ports.js';

it('gives a wished port that nobody holds, and different ones to all', async () => {
  const [first = 0, second = 0] = await freePorts([undefined, undefined]);
  expect(first).not.toBe(second);
  expect(await freePorts([second, first])).toEqual([second, first]);
});

it('gives another port when somebody holds the wished one', async () => {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  const held = typeof address === 'object' ? address?.port : undefined;
  const [port] = await freePorts([held]);
  expect(port).not.toBe(held);
  server.close();
});
