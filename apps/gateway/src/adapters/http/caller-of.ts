import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../application/admit-request.js';

export function callerOf(request: FastifyRequest): Caller {
  return { authorization: request.headers.authorization, address: request.ip };
}
