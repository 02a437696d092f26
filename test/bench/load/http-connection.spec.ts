import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { HttpConnection } from './http-connection.js';

const REQUEST = Buffer.from('POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 2\r\n\r\n{}');

let server: Server | undefined;

async function serving(answer: Parameters<typeof createServer>[1]): Promise<HttpConnection> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return new HttpConnection({ host: '127.0.0.1', port: (listening.address() as AddressInfo).port });
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('a client of the load generator', () => {
  it('asks again over the same connection and tells each status', async () => {
    let connections = 0;
    let asked = 0;
    const connection = await serving((_, response) => {
      asked += 1;
      response.statusCode = asked === 2 ? 403 : 200;
      response.end('{"data":[]}');
    });
    server?.on('connection', () => (connections += 1));
    expect([await connection.exchange(REQUEST), await connection.exchange(REQUEST)]).toEqual([200, 403]);
    expect(connections).toBe(1);
    connection.close();
  });

  it('waits for the whole of an answer that comes in pieces', async () => {
    let finish: () => void = () => undefined;
    const connection = await serving((_, response) => {
      response.setHeader('content-length', 200_000);
      response.write(Buffer.alloc(100_000));
      finish = () => response.end(Buffer.alloc(100_000));
    });
    let status: number | undefined;
    const exchange = connection.exchange(REQUEST).then((told) => (status = told));
    await new Promise<void>((resolve) => server?.once('request', () => setImmediate(resolve)));
    expect(status).toBeUndefined();
    finish();
    await exchange;
    expect(status).toBe(200);
    connection.close();
  });

  it('counts a broken connection as status 0 and opens another one for the next question', async () => {
    let asked = 0;
    const connection = await serving((request, response) => {
      asked += 1;
      if (asked === 1) request.socket.destroy();
      else response.end('{}');
    });
    expect(await connection.exchange(REQUEST)).toBe(0);
    expect(await connection.exchange(REQUEST)).toBe(200);
    connection.close();
  });
});
