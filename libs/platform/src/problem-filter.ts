import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { Pushback } from '@shutong/kernel';
import type { FastifyReply } from 'fastify';
import { type Log, traitsOfError } from './log.js';
import { ProblemError } from './problem-error.js';

/** Turns whatever was thrown into a problem of the catalogue. What is not one of ours is a bug: 500, no detail outside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const problem = problemOf(thrown);
    if (problem.code === 'INTERNAL') this.log.error(traitsOfError(thrown), 'A request failed through an error of our own.');
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), problem);
  }
}

/** Bytes, because Fastify would add a charset that the media type does not have (RFC 9457 §6.1). */
export function sendProblem(reply: FastifyReply, problem: ProblemError): void {
  void reply
    .status(problem.status)
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/problem+json', ...problem.headers })
    .send(Buffer.from(JSON.stringify(problem.body())));
}

export function problemOf(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  if (thrown instanceof Pushback) {
    return new ProblemError('UNAVAILABLE', {}, { 'retry-after': String(thrown.retryAfterSeconds) });
  }
  const status = statusOf(thrown);
  if (status === 404 || status === 405) return new ProblemError('ROUTE_UNKNOWN');
  // Fastify's own refusals of a body or header: length, media type, content length, malformed URL.
  if (status !== undefined && status >= 400 && status < 500) return new ProblemError('QUERY_SCHEMA');
  return new ProblemError('INTERNAL');
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number') return thrown.statusCode;
  return undefined;
}
