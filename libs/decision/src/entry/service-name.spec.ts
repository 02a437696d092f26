import { expect, it } from '@jest/globals';
import { serviceName } from './service-name.js';

it('names a service without its instance', () => {
  expect(serviceName('consent-1')).toBe('consent');
  expect(serviceName('registry-22')).toBe('registry');
  expect(serviceName('consent')).toBe('consent');
});
