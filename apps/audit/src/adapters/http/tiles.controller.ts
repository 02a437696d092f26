import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { parseTilePath, type TileAddress } from '@shutong/tlog';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ReadLog } from '../../application/read-log.js';
import { NeedsScope } from './bearer.guard.js';
import { encodeFor } from './gzip.js';
import { notThere, valueOrProblem } from './value-or-problem.js';

const IMMUTABLE = 'max-age=31536000, immutable';

/** C2SP tlog-tiles: hashes, and bundles of entries. Every address has one spelling, and its bytes never change. */
@Controller('tile')
export class TilesController {
  constructor(@Inject(ReadLog) private readonly log: ReadLog) {}

  @Get('entries/*')
  @NeedsScope('log:entries')
  async bundle(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const bundle = valueOrProblem(await this.log.tile(addressOf(request)));
    const { body, headers } = await encodeFor(request.headers['accept-encoding'], bundle);
    void reply.headers({ ...bytesWith(`private, ${IMMUTABLE}`), ...headers }).send(body);
  }

  @Get('*')
  @NeedsScope('log:tiles')
  async tile(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const tile = valueOrProblem(await this.log.tile(addressOf(request)));
    void reply.headers(bytesWith(IMMUTABLE)).send(tile);
  }
}

/** From the path as it was sent: decoded, `%30` would be a second spelling of 0. */
function addressOf(request: FastifyRequest): TileAddress {
  const address = parseTilePath(request.url.slice(1));
  if (address === undefined) throw notThere('not the canonical path of a tile (c2sp.org/tlog-tiles)');
  return address;
}

function bytesWith(cacheControl: string): Readonly<Record<string, string>> {
  return { 'content-type': 'application/octet-stream', 'cache-control': cacheControl };
}
