import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Registry } from 'prom-client';
import { Health } from './health.js';

/** Liveness, readiness and metrics: the same three routes on every app. */
@Controller()
export class OperationsController {
  constructor(
    @Inject(Health) private readonly health: Health,
    @Inject(Registry) private readonly registry: Registry,
  ) {}

  @Get('livez')
  live(): { readonly live: true } {
    return { live: true };
  }

  @Get('readyz')
  readiness(@Res() reply: FastifyReply): void {
    void reply
      .status(this.health.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(this.health.report());
  }

  @Get('metrics')
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const text = await this.registry.metrics();
    await reply.type(this.registry.contentType).send(text);
  }
}
