import { createServer, type Server } from 'node:net';

/**
 * A free loopback port for each wish: the wished one if nobody holds it, else any. All are held until all are found, so they differ.
 * Another program may still take one before the server binds it; the server then ends and says so.
 */
export async function freePorts(wishes: readonly (number | undefined)[]): Promise<readonly number[]> {
  const held: Server[] = [];
  try {
    for (const wish of wishes) held.push((await hold(wish ?? 0)) ?? (await holdAny()));
    return held.map(portOf);
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function holdAny(): Promise<Server> {
  const server = await hold(0);
  if (server === undefined) throw new Error('no free port on the loopback interface');
  return server;
}

function hold(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the listener has no TCP address');
  return address.port;
}
