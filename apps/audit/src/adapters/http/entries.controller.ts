import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import { isId } from '@shutong/kernel';
import type { FastifyRequest } from 'fastify';
import { ReadLog } from '../../application/read-log.js';
import { NeedsScope } from './bearer.guard.js';
import { canonicalCount } from './canonical-count.js';
import { notThere, valueOrProblem } from './value-or-problem.js';

/** Single entries. They hold no personal data, so reading them makes no entry of its own (ledger.md §8). */
@Controller()
@NeedsScope('log:entries')
export class EntriesController {
  constructor(@Inject(ReadLog) private readonly log: ReadLog) {}

  /** The leaf bytes as they were hashed, never serialised again. */
  @Get('entry/:index')
  @Header('content-type', 'application/octet-stream')
  @Header('cache-control', 'private, max-age=31536000, immutable')
  async entry(@Param('index') text: string, @Req() request: FastifyRequest): Promise<Buffer> {
    const index = canonicalCount(text);
    if (index === undefined || request.url !== `/entry/${text}`) throw notThere('not the canonical path of an entry');
    return Buffer.from(valueOrProblem(await this.log.entry(index)));
  }

  /** Indices of all entries under an exchange or fact id, lowest first; empty for an unknown one. */
  @Get('by-id/:id')
  @Header('cache-control', 'private, no-cache')
  async byId(@Param('id') id: string): Promise<{ readonly id: string; readonly indices: readonly number[] }> {
    if (!isId(id)) throw notThere('an id has 22 base64url characters');
    return { id, indices: await this.log.indicesOf(id) };
  }
}
