import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { type DatasetPage, type DatasetSummary, ListDatasets } from '../../application/list-datasets.js';
import { callerOf } from './caller-of.js';
import { valueOrProblem } from './value-or-problem.js';

/** `GET /v1/datasets`, `GET /v1/datasets/{code}` (protocol.md §5.1). */
@Controller('v1/datasets')
export class DatasetsController {
  constructor(@Inject(ListDatasets) private readonly datasets: ListDatasets) {}

  @Get()
  @Header('cache-control', 'no-store')
  async all(@Req() request: FastifyRequest): Promise<readonly DatasetSummary[]> {
    return valueOrProblem(await this.datasets.all(callerOf(request)));
  }

  @Get(':code')
  @Header('cache-control', 'no-store')
  async one(@Param('code') code: string, @Req() request: FastifyRequest): Promise<DatasetPage> {
    return valueOrProblem(await this.datasets.one(callerOf(request), code));
  }
}
