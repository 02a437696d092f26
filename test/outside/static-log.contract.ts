import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A log served from a folder of static files, as C2SP tlog-tiles lays them out. */
export interface StaticLog {
  readonly url: string;
  close(): Promise<void>;
}

/** `alter` may replace what stands at a path (without the first slash). All but the checkpoint asks for the token. */
export async function serveStaticLog(
  folder: URL,
  token: string,
  alter: (path: string, bytes: Buffer) => Buffer = (_, bytes) => bytes,
): Promise<StaticLog> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/^\/+/, '');
    if (path !== 'checkpoint' && request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    readFile(new URL(path, folder)).then(
      (bytes) => response.writeHead(200).end(alter(path, bytes)),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
