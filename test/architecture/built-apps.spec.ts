import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** Node refuses some imports that Jest and tsc accept (stack.md §3), so every built main is started once. */
it.each(['notary', 'gateway', 'connector', 'audit'])('the built %s starts and asks for its configuration', async (app) => {
  const outcome = await run(process.execPath, [join(ROOT, 'apps', app, 'dist/main.js')]).then(
    () => ({ code: 0, stderr: '' }),
    (error: { code: number; stderr: string }) => error,
  );
  expect(outcome.stderr).toContain('--config FILE');
  expect(outcome.code).toBe(78);
});

it('the built shutong prints its usage', async () => {
  const { stdout } = await run(process.execPath, [join(ROOT, 'apps/cli/dist/main.js'), '--help']);
  expect(stdout).toMatch(/shutong .*verify/s);
});

it('the built erase program says how it is called', async () => {
  const outcome = await run(process.execPath, [join(ROOT, 'apps/audit/dist/erase.js')]).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining('erase INDEX | find REQUEST.json') });
});
