import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOW_INCOME_SYSTEM } from './demo-node.js';
import type { NodeFile } from './node-file.js';
import type { RunningNode } from './node-options.js';

const QUESTION = fileURLToPath(new URL('../../../schemas/datasets/D01/examples/demo-query.json', import.meta.url));

/** What a newcomer reads once the node serves: addresses, and two lines that ask a governed question when pasted. */
export async function helloFrom(node: RunningNode, seconds: number): Promise<string> {
  const { systems } = JSON.parse(await readFile(node.nodeFile, 'utf8')) as NodeFile;
  const token = systems.find(({ name }) => name === LOW_INCOME_SYSTEM)?.token ?? '';
  const body = JSON.stringify(JSON.parse(await readFile(QUESTION, 'utf8')));
  const here = (path: string): string => relative(process.cwd(), path) || '.';
  return [
    '',
    `Shutong 数通 serves after ${seconds.toFixed(1)} s.`,
    `  gateway    ${node.gateway}`,
    `  log        ${node.log}/checkpoint`,
    `  addresses and tokens (24 h)  ${here(node.nodeFile)}`,
    '',
    '民政 asks 公安 whether 张测 is alive and where he is domiciled. Paste into another terminal:',
    '',
    `curl -sS ${node.gateway}/v1/datasets/D01/query -H 'Content-Type: application/json' -H 'Authorization: Bearer ${token}' -d '${body}'`,
    '',
    `npx shutong query D01 --node ${here(node.nodeFile)} --system ${LOW_INCOME_SYSTEM} --body ${here(QUESTION)} --receipt receipt.json`,
    '',
    'Ctrl-C stops everything.',
  ].join('\n');
}
