import { Controller, Get, Header, Inject, Param } from '@nestjs/common';
import { Directory } from '@shutong/trust';
import { policyOfLog } from '@shutong/tlog';
import { ReadLog } from '../../application/read-log.js';
import { notThere, valueOrProblem } from './value-or-problem.js';

const HASH = /^[A-Za-z0-9_-]{43}$/;

/** What anybody may read of the log: its head, the policy that goes with it, the tables its decisions used. */
@Controller()
export class PublicController {
  constructor(
    @Inject(ReadLog) private readonly log: ReadLog,
    @Inject(Directory) private readonly directory: Directory,
  ) {}

  @Get('checkpoint')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-cache')
  async checkpoint(): Promise<string> {
    return valueOrProblem(await this.log.checkpoint());
  }

  /** For convenience only: whoever relies on a policy has it from somewhere else. */
  @Get('policy')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'max-age=60')
  policy(): string {
    return policyOfLog(this.directory.vkey);
  }

  @Get('table/:hash')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'max-age=31536000, immutable')
  async table(@Param('hash') hash: string): Promise<string> {
    if (!HASH.test(hash)) throw notThere('a table is named by 43 base64url characters');
    return valueOrProblem(await this.log.table(hash));
  }
}
