import { expect, it } from '@jest/globals';
import { inCatalogueOrder, PROBLEMS } from './catalogue.js';

it('tells every reader what to change, in sentences', () => {
  for (const [code, problem] of Object.entries(PROBLEMS)) {
    expect(code).toMatch(/^[A-Z][A-Z_]+$/);
    expect(problem.title).toMatch(/^[A-Z].*\.$/);
    expect(problem.hint).toMatch(/^[A-Z].*\.$/);
    expect(problem.source.length).toBeGreaterThan(0);
  }
});

it('lists reasons from the dataset to the consent, whatever order they were found in', () => {
  expect(inCatalogueOrder(['CONSENT_MISSING', 'PURPOSE_NOT_GRANTED', 'DATASET_RETIRED'])).toEqual([
    'DATASET_RETIRED',
    'PURPOSE_NOT_GRANTED',
    'CONSENT_MISSING',
  ]);
});
