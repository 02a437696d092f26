import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { ListenConfig } from './config.js';
import type { Log } from './log.js';
import { NestLogger } from './nest-logger.js';
import { ProblemFilter, problemOf, sendProblem } from './problem-filter.js';

export interface HttpOptions {
  readonly listen: ListenConfig;
  readonly log: Log;
  /** Connected by the caller before HTTP listens: body parsers, microservice strategies. */
  readonly prepare?: (app: NestFastifyApplication) => Promise<void> | void;
}

export interface HttpApp {
  readonly app: NestFastifyApplication;
  /** Without a trailing slash. */
  readonly url: string;
}

/** Longest body any route takes, in bytes (protocol.md §9). */
const MAX_BODY_BYTES = 65_536;

/**
 * Nest on Fastify with problem+json for every failure. No body parser is installed: an app that takes bodies brings its own
 * strict one in `prepare`.
 */
export async function startHttp(module: Type | DynamicModule, options: HttpOptions): Promise<HttpApp> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    exposeHeadRoutes: true,
    // A URL that cannot be decoded fails before routing, where Nest's filters do not reach.
    frameworkErrors: (error: unknown, _request: unknown, reply: FastifyReply) => {
      sendProblem(reply, problemOf(error));
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLogger(options.log),
  });
  app.useGlobalFilters(new ProblemFilter(options.log));
  await options.prepare?.(app);
  await app.init();
  await app.listen({ host: options.listen.host, port: options.listen.port });
  const address = app.getHttpServer().address();
  if (address === null || typeof address === 'string') throw new TypeError('the listener has no TCP address');
  return { app, url: `http://${options.listen.host}:${String(address.port)}` };
}
