/** Every document that is generated: where it stands, what it is made from, and its text. Checked in; a test compares each. */
import { entryKindsPage } from './entry-kinds.mjs';
import { openApiFile } from './open-api.mjs';
import { problemsPage } from './problems.mjs';
import { reasonsPage } from './reasons.mjs';

export const GENERATED = [
  { path: 'docs/problems.md', from: 'the catalogue', text: problemsPage },
  { path: 'docs/reasons.md', from: 'the catalogue and the tests', text: reasonsPage },
  { path: 'docs/entry-kinds.md', from: 'schemas/ledger/v1', text: entryKindsPage },
  { path: 'docs/openapi.json', from: 'the gateway', text: openApiFile },
];
