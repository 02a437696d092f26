import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { toBase64 } from '@shutong/kernel';
import { ProveInLog } from '../../application/prove-in-log.js';
import { NeedsScope } from './bearer.guard.js';
import { countParameter } from './canonical-count.js';
import { valueOrProblem } from './value-or-problem.js';

interface ConsistencyAnswer {
  readonly from: number;
  readonly to: number;
  /** base64 with padding. */
  readonly hashes: readonly string[];
}

/** Proofs ready made, for readers that do not work with tiles. */
@Controller('proof')
@NeedsScope('log:tiles')
export class ProofsController {
  constructor(@Inject(ProveInLog) private readonly log: ProveInLog) {}

  /** A c2sp.org/tlog-proof@v1 text. */
  @Get('inclusion')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  async inclusion(@Query() query: Readonly<Record<string, unknown>>): Promise<string> {
    const index = countParameter(query, 'index', 0);
    return valueOrProblem(await this.log.inclusion(index, countParameter(query, 'size', 1)));
  }

  /** From 0 there is nothing to prove, so it is refused. */
  @Get('consistency')
  @Header('cache-control', 'max-age=31536000, immutable')
  async consistency(@Query() query: Readonly<Record<string, unknown>>): Promise<ConsistencyAnswer> {
    const from = countParameter(query, 'from', 1);
    const to = countParameter(query, 'to', from);
    const hashes = valueOrProblem(await this.log.consistency(from, to));
    return { from, to, hashes: hashes.map(toBase64) };
  }
}
