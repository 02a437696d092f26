import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { isProblemCode, type ProblemCode, PROBLEMS, REQUEST_PROBLEMS } from '@shutong/kernel';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { GatewayModule, type GatewayParts } from '../../apps/gateway/src/gateway.module.js';

interface Operation {
  readonly security?: readonly unknown[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const text = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const DOCUMENT = JSON.parse(text) as Document;

/** `GET /v1/datasets/{code}` → operation. */
const OPERATIONS = new Map<string, Operation>(
  Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  ),
);

/** Codes that the gateway answers where the document has no operation to say so. */
const OUTSIDE_OPERATIONS: Readonly<Partial<Record<ProblemCode, string>>> = {
  ROUTE_UNKNOWN: 'the answer to every path and method that the document does not have',
  DEADLINE_PASSED: 'stands in entries only: who waits is told TIMEOUT',
};

/** Problem codes by operation and status. */
const FAILURES = [...OPERATIONS].flatMap(([route, { responses }]) =>
  Object.entries(responses)
    .filter(([, { content }]) => content !== undefined && 'application/problem+json' in content)
    .map(([status, { description }]) => ({ route, status: Number(status), codes: description.split(', ') })),
);

interface Route {
  readonly route: string;
  readonly success: number;
}

/** What the modules of the gateway serve over HTTP, as Nest's decorators declare it. */
function routesOf(module: DynamicModule): readonly Route[] {
  const inner = (module.imports ?? []).flatMap((one) => ('module' in one ? routesOf(one) : []));
  return [...inner, ...(module.controllers ?? []).flatMap(routesOfController)];
}

function routesOfController(controller: Type): readonly Route[] {
  const prototype = controller.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (handler === undefined) return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const parts = [Reflect.getMetadata(PATH_METADATA, controller), Reflect.getMetadata(PATH_METADATA, handler)] as string[];
    const path = parts.flatMap((part) => part.split('/')).filter((part) => part !== '');
    const named = path.map((part) => part.replace(/^:(.*)$/, '{$1}')).join('/');
    const success =
      (Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined) ?? (method === RequestMethod.POST ? 201 : 200);
    return [{ route: `${RequestMethod[method] ?? ''} /${named}`, success }];
  });
}

const ROUTES = routesOf(GatewayModule.of({} as GatewayParts));

describe('docs/openapi.json', () => {
  it('is a valid OpenAPI 3.1 document for a validator that we did not write', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text) as Record<string, unknown>)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('is refused by that validator when it is bent', async () => {
    const bent = { ...DOCUMENT, paths: { '/v1/facts': { post: { responses: { '201': {} } } } } };
    expect(await new Validator().validate(bent)).toMatchObject({ valid: false });
  });

  it('has component schemas that compile, and no reference to anything else', () => {
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    ajv.addKeyword('components');
    ajv.addSchema({ $id: 'openapi.json', components: DOCUMENT.components });
    const absolute = (schema: object): object =>
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi.json#/components/')) as object;
    const names = Object.keys(DOCUMENT.components.schemas);
    const references = [...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, target = '']) =>
      target.replace('#/components/schemas/', ''),
    );
    expect(references.filter((name) => !names.includes(name))).toEqual([]);
    for (const schema of Object.values(DOCUMENT.components.schemas))
      expect(ajv.compile(absolute(schema))).toBeInstanceOf(Function);
  });

  it('has every route of the gateway’s controllers, and no other', () => {
    expect(ROUTES.length).toBeGreaterThan(8);
    expect([...OPERATIONS.keys()].toSorted()).toEqual(ROUTES.map(({ route }) => route).toSorted());
  });

  it.each(ROUTES.map(({ route, success }) => [route, success] as const))(
    'says which status %s succeeds with',
    (route, success) => {
      const statuses = Object.keys(OPERATIONS.get(route)?.responses ?? {}).map(Number);
      expect(statuses.filter((status) => status < 300)).toEqual([success]);
    },
  );

  it('names only codes of the catalogue, each under its own status', () => {
    const wrong = FAILURES.flatMap(({ route, status, codes }) =>
      codes
        .filter((code) => !isProblemCode(code) || PROBLEMS[code].status !== status)
        .map((code) => `${route}: ${code} as ${String(status)}`),
    );
    expect(wrong).toEqual([]);
    expect(FAILURES.length).toBeGreaterThan(20);
  });

  it('has every code that the gateway can answer in some response', () => {
    const told = new Set(FAILURES.flatMap(({ codes }) => codes));
    const untold = Object.keys(REQUEST_PROBLEMS).filter((code) => !told.has(code));
    expect(untold.toSorted()).toEqual(Object.keys(OUTSIDE_OPERATIONS).toSorted());
  });

  it('says of every guarded route that it may be refused for its token, its rate, and while the node is not ready', () => {
    const guarded = [...OPERATIONS].filter(([, { security }]) => security === undefined).map(([route]) => route);
    expect(guarded.length).toBeGreaterThan(4);
    for (const route of guarded) {
      const codes = FAILURES.filter((failure) => failure.route === route).flatMap((failure) => failure.codes);
      expect(codes).toEqual(
        expect.arrayContaining(['TOKEN_INVALID', 'SCOPE_MISSING', 'RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL']),
      );
    }
  });
});
