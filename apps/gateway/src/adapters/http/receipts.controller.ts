import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type ExchangeReceipt, FindReceipt } from '../../application/find-receipt.js';
import { callerOf } from './caller-of.js';
import { valueOrProblem } from './value-or-problem.js';

/** `GET /v1/receipts/{id}` (protocol.md §5.1). */
@Controller('v1/receipts/:id')
export class ReceiptsController {
  constructor(@Inject(FindReceipt) private readonly find: FindReceipt) {}

  @Get()
  @Header('cache-control', 'no-store')
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ExchangeReceipt> {
    return valueOrProblem(await this.find.execute(callerOf(request), id));
  }
}
