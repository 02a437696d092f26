import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a register's interface was asked. */
export interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answering = (asked: Asked, response: ServerResponse) => void;

/** A department's JSON interface on this machine, which does what a test says and remembers what it was asked. */
export class TestInterface {
  readonly asked: Asked[] = [];
  /** Requests at work, and the most there have been. */
  atWork = 0;
  mostAtWork = 0;
  answering: Answering = (_asked, response) => json(response, []);
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  static async open(): Promise<TestInterface> {
    const one = new TestInterface();
    await new Promise<void>((resolve) => one.#server.listen(0, '127.0.0.1', resolve));
    return one;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.atWork += 1;
    this.mostAtWork = Math.max(this.mostAtWork, this.atWork);
    response.on('close', () => (this.atWork -= 1));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() };
    this.asked.push(asked);
    this.answering(asked, response);
  }
}

export function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
