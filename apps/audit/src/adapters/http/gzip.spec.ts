import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { encodeFor } from './gzip.js';

const body = Buffer.from('entry '.repeat(100));

describe('a bundle', () => {
  it.each(['gzip', 'br, gzip', 'gzip;q=0.5', 'deflate , gzip ; q=1.0, br'])(
    'is compressed for a reader that sends %s',
    async (accepts) => {
      const { body: sent, headers } = await encodeFor(accepts, body);
      expect(headers).toEqual({ vary: 'accept-encoding', 'content-encoding': 'gzip' });
      expect(gunzipSync(sent).toString()).toBe(body.toString());
    },
  );

  it.each([undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.0', 'x-gzipped'])(
    'is sent as it is to a reader that sends %s',
    async (accepts) => {
      expect(await encodeFor(accepts, body)).toEqual({ body, headers: { vary: 'accept-encoding' } });
    },
  );
});
