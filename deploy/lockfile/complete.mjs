/**
 * Completes package-lock.json: a registry that lacks some per-platform packages makes `npm install` drop their entries, and
 * `npm ci` then refuses the lock file ("Missing: … from lock file"). Every optional package that a locked package names gets
 * an entry, with platform and processor read from its name. Entries need no integrity: npm checks the one it installs.
 */
import { readFile, writeFile } from 'node:fs/promises';

const PLATFORMS = [
  'linux',
  'darwin',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'android',
  'sunos',
  'aix',
  'openharmony',
  'wasm32',
];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

const lockPath = new URL('../../package-lock.json', import.meta.url);
const lock = JSON.parse(await readFile(lockPath, 'utf8'));

const added = [];
for (const [parentPath, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path] !== undefined || lock.packages[`${parentPath}/${path}`] !== undefined) continue;
    const parts = name.split(/[-/]/);
    const os = PLATFORMS.filter((platform) => parts.includes(platform));
    const cpu = PROCESSORS.filter((processor) => parts.includes(processor));
    if (os.length === 0 && cpu.length === 0) continue;
    lock.packages[path] = {
      version,
      optional: true,
      ...(parent.dev === true && { dev: true }),
      ...(os.length > 0 && { os }),
      ...(cpu.length > 0 && { cpu }),
    };
    added.push(name);
  }
}

if (added.length > 0) {
  const packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(lockPath, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
}
process.stdout.write(added.length > 0 ? `added ${added.length}: ${added.join(', ')}\n` : 'package-lock.json is complete\n');
