import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { systemClock } from '@shutong/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExplainDecision, type Explanation } from '../../application/explain-decision.js';
import { callerOf } from './caller-of.js';
import { bytesOf, type RawBody } from './raw-body.js';
import { valueOrProblem } from './value-or-problem.js';

/** `POST /v1/explain` (protocol.md §5.1, §6.4). */
@Controller('v1/explain')
export class ExplainController {
  constructor(@Inject(ExplainDecision) private readonly explain: ExplainDecision) {}

  @Post()
  @HttpCode(200)
  async post(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Explanation> {
    const arrivedAt = systemClock.now();
    const raw = { path: request.url, headers: request.headers, body: bytesOf(request.body as RawBody), arrivedAt };
    const { explanation, preferenceApplied } = valueOrProblem(await this.explain.execute(callerOf(request), raw));
    reply.headers({
      'cache-control': 'no-store',
      location: `/v1/receipts/${explanation.id}`,
      ...(preferenceApplied !== undefined && { 'preference-applied': preferenceApplied }),
    });
    return explanation;
  }
}
