import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage } from 'node:http';
import { BODY_LIMITS } from '../../application/admit-query.js';

/** A request body as bytes; `TOO_LONG` once it passes the limit, because that refusal is recorded like any other. */
export type RawBody = Uint8Array | 'TOO_LONG' | null | undefined;

/** What of an over-long body is still read, so that the client can read our answer; beyond it the connection ends. */
const DRAINED_BYTES = 1_048_576;

/** Takes bodies of every media type as bytes: use cases parse them strictly, and record what they refuse. */
export function takeRawBodies(app: NestFastifyApplication): void {
  const instance = app.getHttpAdapter().getInstance();
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (_request, payload: IncomingMessage, done) => {
    readBody(payload).then(
      (body) => done(null, body),
      (error: unknown) => done(error instanceof Error ? error : new Error('the body cannot be read')),
    );
  });
}

function readBody(payload: IncomingMessage): Promise<RawBody> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    payload.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_LIMITS.maxBytes) chunks.push(chunk);
      else resolve('TOO_LONG');
      if (length > DRAINED_BYTES) payload.destroy();
    });
    payload.on('end', () => resolve(Buffer.concat(chunks)));
    payload.on('error', reject);
  });
}

/** Bytes of a body that is not too long; no body counts as an empty one. */
export function bytesOf(body: RawBody): Uint8Array | undefined {
  return body === 'TOO_LONG' ? undefined : (body ?? new Uint8Array());
}
