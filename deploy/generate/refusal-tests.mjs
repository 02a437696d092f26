/** Finds where a code is raised and which tests try it, by the literals in the sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The room in which each of those who refuse lives. */
const ROOM_OF = { gateway: 'apps/gateway/', notary: 'apps/notary/', decide: 'libs/decision/', connector: 'apps/connector/' };

/** decide-vectors.spec.ts holds none of its codes: it reads them from the vectors, worked by hand. */
const VECTORS = 'test/vectors/tlog/decide.json';
const VECTORS_TEST = 'libs/decision/src/decide-vectors.spec.ts';

const SOURCES = ['libs', 'apps', 'test'].flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/\/(dist|node_modules)\//.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') })),
);
const CODE_OF_ROOMS = SOURCES.filter(({ path }) => !/\.(spec|contract)\.ts$/.test(path) && !path.startsWith('test/'));
const REFUSAL_TESTS = SOURCES.filter(({ path }) => /\.(refusal|real)\.spec\.ts$/.test(path));
const WORKED = readFileSync(`${ROOT}${VECTORS}`, 'utf8');

const names = (text, code) => new RegExp(`['"\`]${code}['"\`]`).test(text);
const isRaisedIn = (room, code) => CODE_OF_ROOMS.some(({ path, text }) => path.startsWith(room) && names(text, code));

/** Whether `by` can refuse with the code at all. */
export function isRaised(by, code) {
  return isRaisedIn(ROOM_OF[by], code);
}

/**
 * Paths of the tests that name the code where `by` raises it: in its own room, end to end, or in a lib that raises it too. Others
 * name it as a word in a record, which tries nothing.
 */
export function refusalTests(by, code) {
  const found = REFUSAL_TESTS.filter(({ path, text }) => names(text, code) && isAbout(path, by, code)).map(({ path }) => path);
  const isWorked = by === 'decide' && names(WORKED, code);
  return isWorked ? [VECTORS_TEST, ...found] : found;
}

function isAbout(path, by, code) {
  if (path.startsWith('test/') || path.startsWith(ROOM_OF[by])) return true;
  const [kind, room] = path.split('/');
  return kind === 'libs' && isRaisedIn(`libs/${room}/`, code);
}
