import 'reflect-metadata';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pushback } from '@shutong/kernel';
import { Registry } from 'prom-client';
import { Health } from './health.js';
import type { Log } from './log.js';
import { OperationsModule } from './operations.module.js';
import { ProblemError } from './problem-error.js';
import { type HttpApp, startHttp } from './start-http.js';

@Controller()
class FailingController {
  @Get('bug')
  bug(): never {
    throw new Error('select * from resident where id_no = 990104190001010017');
  }

  @Get('busy')
  busy(): never {
    throw new Pushback(3);
  }

  @Get('denied')
  denied(): never {
    throw new ProblemError('QUERY_DENIED', { id: 'x', reasons: ['CONSENT_MISSING'] });
  }

  @Post('body')
  body(): void {
    // Only reached when a body parser was installed.
  }
}

describe('the HTTP edge of every app', () => {
  const lines: string[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, sentence: string): void => {
    lines.push(JSON.stringify(fields) + sentence);
  };
  const log: Log = { info: write, warn: write, error: write };
  const health = new Health('gw-1', ['catalogue']);
  let http: HttpApp;

  beforeAll(async () => {
    class TestModule {}
    Module({ imports: [OperationsModule.of(health, new Registry())], controllers: [FailingController] })(TestModule);
    http = await startHttp(TestModule, { listen: { host: '127.0.0.1', port: 0 }, log });
  });

  afterAll(async () => {
    await http.app.close();
  });

  const problemAt = async (path: string, init?: RequestInit): Promise<{ status: number; body: string; type: string | null }> => {
    const response = await fetch(http.url + path, init);
    return { status: response.status, body: await response.text(), type: response.headers.get('content-type') };
  };

  it('answers a bug with 500 and keeps its words out of the answer and the log', async () => {
    const { status, body, type } = await problemAt('/bug');
    expect({ status, type }).toEqual({ status: 500, type: 'application/problem+json' });
    expect(body + lines.join()).not.toMatch(/9901041900|select|node_modules/);
    expect(lines.join()).toContain('start-http.spec.ts');
  });

  it('answers overload with 503 and the seconds to wait', async () => {
    const response = await fetch(`${http.url}/busy`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
  });

  it('names all reasons of a denial', async () => {
    expect(JSON.parse((await problemAt('/denied')).body)).toMatchObject({ code: 'QUERY_DENIED', reasons: ['CONSENT_MISSING'] });
  });

  it.each([
    ['an unknown path', '/nothing', {}, 404, 'ROUTE_UNKNOWN'],
    ['an unknown method', '/bug', { method: 'DELETE' }, 404, 'ROUTE_UNKNOWN'],
    ['a malformed path', '/%zz', {}, 400, 'QUERY_SCHEMA'],
    [
      'a media type nobody parses',
      '/body',
      { method: 'POST', body: 'x', headers: { 'content-type': 'text/csv' } },
      400,
      'QUERY_SCHEMA',
    ],
  ])('answers %s with a problem', async (_what, path, init, status, code) => {
    const answer = await problemAt(path, init);
    expect([answer.status, answer.type]).toEqual([status, 'application/problem+json']);
    expect(answer.body).toContain(code);
  });

  it('is ready only when every condition is met', async () => {
    expect(await problemAt('/readyz')).toMatchObject({ status: 503 });
    health.met('catalogue');
    expect(JSON.parse((await problemAt('/readyz')).body)).toEqual({ code: 'gw-1', ready: true, waiting: {} });
  });
});
