import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseJson } from './parse-json.js';

const LIMITS = { maxBytes: 10_000, maxDepth: 8 };

describe('JSON from outside', () => {
  it('gives every well-formed document its own value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const parsed = parseJson(text, LIMITS);
        if (parsed.ok) expect(parsed.value).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['a repeated key', '{"a":1,"a":2}', 'DUPLICATE_KEY'],
    ['a repeated key in another spelling', '{"a":1,"\\u0061":2}', 'DUPLICATE_KEY'],
    ['a repeated key deep inside', '[{"x":[{"k":1, "k":1}]}]', 'DUPLICATE_KEY'],
    ['__proto__', '{"__proto__":{"admin":true}}', 'FORBIDDEN_NAME'],
    ['a lone surrogate', '"\\ud800"', 'LONE_SURROGATE'],
    ['U+0000', '{"a":"\\u0000"}', 'NUL_CHARACTER'],
    ['U+0000 in a name', '{"\\u0000":1}', 'NUL_CHARACTER'],
    ['depth', '[[[[[[[[[]]]]]]]]]', 'TOO_DEEP'],
    ['a trailing comma', '{"a":1,}', 'NOT_JSON'],
    ['a byte order mark', '\ufeff{}', 'NOT_JSON'],
    ['length', `"${'x'.repeat(10_000)}"`, 'TOO_LONG'],
  ])('refuses %s', (_what, text, fault) => {
    expect(parseJson(text, LIMITS)).toEqual({ ok: false, failure: fault });
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(parseJson(Buffer.from([0x22, 0xc0, 0xaf, 0x22]), LIMITS)).toEqual({ ok: false, failure: 'NOT_UTF8' });
  });

  it('lets one key stand in two objects', () => {
    expect(parseJson('{"a":{"a":1}, "b":[{"a":1},{"a":"\\":{"}]}', LIMITS).ok).toBe(true);
  });
});
