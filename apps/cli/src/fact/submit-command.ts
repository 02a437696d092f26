import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, Directory, type FactDraft, loadSecretKey, loadSigningKey, OpeningSealer } from '@shutong/trust';
import { directoryBeside, type NodeFile, readNodeFile, tokenOf } from '../node/node-file.js';
import { postJson } from '../node/post-json.js';
import { CommandFailure, EXIT, type ExitCode } from '../output/exit-code.js';
import { problemLines } from '../output/problem-lines.js';
import type { Terminal } from '../output/terminal.js';
import { readFactFile } from './fact-file.js';

const OPTIONS = { key: { type: 'string' }, node: { type: 'string' }, json: { type: 'boolean' } } as const;
const DEADLINE_MS = 10_000;

/** `shutong fact submit FILE.json --key FILE`: signs a fact with a service's key and submits it. The file gets the fact's id, so a repeat is the same fact. */
export async function submitCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length !== 1 || values.key === undefined) {
    throw new CommandFailure(
      EXIT.usage,
      'Say what to submit and who signs: shutong fact submit FILE.json --key .data/keys/<code>.sign.pem.',
    );
  }
  const nodeFile = values.node ?? '.data/node.json';
  const node = await readNodeFile(nodeFile);
  const { id, tick } = await signedFact(await readFactFile(file), values.key, node, nodeFile);
  await writeBackId(file, id);
  const service = basename(values.key).replace(/\.sign\.pem$/, '');
  const answer = await postJson(`${node.gateway}/v1/facts`, tick, tokenOf(node, service), {});
  if (values.json === true) terminal.out(JSON.stringify(answer.body));
  else if (answer.status === 201) terminal.out(`recorded at index ${String(answer.body['index'])}`);
  else for (const line of problemLines(answer.body)) terminal.out(line);
  const isRecorded = answer.status === 201 || answer.body['code'] === 'FACT_RECORDED';
  return isRecorded ? EXIT.ok : EXIT.wrong;
}

async function signedFact(draft: FactDraft, keyFile: string, node: NodeFile, nodeFile: string): ReturnType<typeof buildFact> {
  const directory = await Directory.load(directoryBeside(nodeFile)).catch((error: unknown) => refuse(error));
  const key = await loadSigningKey(keyFile).catch((error: unknown) => refuse(error));
  const subKeyFile = join(dirname(keyFile), `sub.${directory.epoch}.key`);
  const { prov } = draft.members;
  const [firstShard] = directory.shards.keys();
  const shard = (typeof prov === 'string' ? directory.shardOf(prov) : undefined) ?? firstShard;
  if (shard === undefined) throw new CommandFailure(EXIT.usage, 'The directory names no shard.');
  return buildFact(draft, {
    key,
    ...(existsSync(subKeyFile) && { subKey: await loadSecretKey(subKeyFile) }),
    openings: new OpeningSealer(directory.audit, systemClock, systemRandomness),
    shard,
    epoch: directory.epoch,
    replyTo: await gatewayCode(node),
    deadline: toInstant(systemClock.now() + DEADLINE_MS),
    randomness: systemRandomness,
  }).catch((error: unknown) => refuse(error));
}

/** `code` in `GET /readyz`: where the acknowledgement has to go. */
async function gatewayCode(node: NodeFile): Promise<string> {
  const response = await fetch(`${node.gateway}/readyz`).catch(() => undefined);
  const answer: unknown = await response?.json().catch(() => undefined);
  const code: unknown = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined;
  if (typeof code === 'string') return code;
  throw new CommandFailure(EXIT.usage, `Cannot reach ${node.gateway}: is the node running?`);
}

async function writeBackId(file: string, id: string): Promise<void> {
  const fact = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  if (fact['id'] === undefined) await writeFile(file, `${JSON.stringify({ ...fact, id }, null, 2)}\n`);
}

function refuse(error: unknown): never {
  throw new CommandFailure(EXIT.usage, error instanceof Error ? error.message : 'A key or the directory cannot be read.');
}
