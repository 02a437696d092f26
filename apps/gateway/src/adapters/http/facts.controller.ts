import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type RecordedFact, RelayFact } from '../../application/relay-fact.js';
import { callerOf } from './caller-of.js';
import { bytesOf, type RawBody } from './raw-body.js';
import { valueOrProblem } from './value-or-problem.js';

/** `POST /v1/facts` (protocol.md §5.1, §6.14). */
@Controller('v1/facts')
export class FactsController {
  constructor(@Inject(RelayFact) private readonly relay: RelayFact) {}

  @Post()
  @HttpCode(201)
  async post(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordedFact> {
    const raw = { headers: request.headers, body: bytesOf(request.body as RawBody) };
    const recorded = valueOrProblem(await this.relay.execute(callerOf(request), raw));
    reply.header('cache-control', 'no-store');
    return recorded;
  }
}
