import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '@shutong/platform';
import { TokenVerifier } from '@shutong/trust';
import type { FastifyRequest } from 'fastify';

/** What a token for the log may allow (ledger.md §8). Bundles and entries say who asks whom; hashes do not. */
export type LogScope = 'log:tiles' | 'log:entries';

const SCOPE = 'shutong:scope';
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** Lets a route answer only to a token of this log's issuer with this scope. */
export function NeedsScope(scope: LogScope): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(SCOPE, scope), UseGuards(BearerGuard));
}

@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const scope = this.reflector.getAllAndOverride<LogScope>(SCOPE, [context.getHandler(), context.getClass()]);
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const [, token] = BEARER.exec(authorization ?? '') ?? [];
    const verified = token === undefined ? undefined : await this.tokens.verify(token);
    if (verified?.ok !== true) throw unauthorized(token !== undefined);
    if (!verified.value.scopes.has(scope)) {
      throw new ProblemError(
        'SCOPE_MISSING',
        { findings: [`this route asks for the scope ${scope}`] },
        challenge('insufficient_scope', scope),
      );
    }
    return true;
  }
}

function unauthorized(hadToken: boolean): ProblemError {
  const headers = hadToken ? challenge('invalid_token') : { 'www-authenticate': 'Bearer realm="log"' };
  return new ProblemError('TOKEN_INVALID', { findings: ['here the audience of a token is the origin of the log'] }, headers);
}

/** RFC 6750 §3. */
function challenge(error: string, scope?: LogScope): Readonly<Record<string, string>> {
  return { 'www-authenticate': `Bearer realm="log", error="${error}"${scope === undefined ? '' : `, scope="${scope}"`}` };
}
