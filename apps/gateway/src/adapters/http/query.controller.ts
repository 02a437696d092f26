import { Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { systemClock } from '@shutong/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskDataset } from '../../application/ask-dataset.js';
import { GatewayMetrics } from '../gateway-metrics.js';
import { callerOf } from './caller-of.js';
import { bytesOf, type RawBody } from './raw-body.js';
import { valueOrProblem } from './value-or-problem.js';

interface QueryAnswer {
  readonly id: string;
  readonly asOf: string;
  readonly sourceUscc: string;
  readonly version: string;
  readonly underCorrection: boolean;
  /** Rows, or results by name. */
  readonly data: unknown;
  readonly receipt: unknown;
}

/** `POST /v1/datasets/{code}/query` (protocol.md §5.1). */
@Controller('v1/datasets/:code/query')
export class QueryController {
  constructor(
    @Inject(AskDataset) private readonly ask: AskDataset,
    @Inject(GatewayMetrics) private readonly metrics: GatewayMetrics,
  ) {}

  @Post()
  @HttpCode(200)
  async post(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueryAnswer> {
    const arrivedAt = systemClock.now();
    const raw = { code, path: request.url, headers: request.headers, body: bytesOf(request.body as RawBody), arrivedAt };
    const asked = await this.ask.execute(callerOf(request), raw);
    this.metrics.asked(asked.ok ? 'ANSWERED' : asked.failure.code, systemClock.now() - arrivedAt);
    const { id, answer, receipt, preferenceApplied } = valueOrProblem(asked);
    reply.headers({
      'cache-control': 'no-store',
      location: `/v1/receipts/${id}`,
      ...(preferenceApplied !== undefined && { 'preference-applied': preferenceApplied }),
    });
    return { id, ...answer, receipt };
  }
}
