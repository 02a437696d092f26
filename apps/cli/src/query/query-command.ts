import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readJsonFile, readNodeFile, tokenOf } from '../node/node-file.js';
import { postJson } from '../node/post-json.js';
import { CommandFailure, EXIT, type ExitCode } from '../output/exit-code.js';
import { problemLines } from '../output/problem-lines.js';
import type { Terminal } from '../output/terminal.js';

const OPTIONS = {
  node: { type: 'string' },
  system: { type: 'string' },
  body: { type: 'string' },
  key: { type: 'string' },
  wait: { type: 'string' },
  receipt: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `shutong query DATASET`: asks as a consumer system of the node and keeps the receipt, of a denial too. */
export async function queryCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [dataset] = positionals;
  if (dataset === undefined || positionals.length !== 1 || values.system === undefined || values.body === undefined) {
    throw new CommandFailure(EXIT.usage, 'Say what to ask: shutong query D01 --node FILE --system NAME --body FILE.');
  }
  const node = await readNodeFile(values.node ?? '.data/node.json');
  const url = `${node.gateway}/v1/datasets/${encodeURIComponent(dataset)}/query`;
  const answer = await postJson(url, await readJsonFile(values.body), tokenOf(node, values.system), headersOf(values));
  const { receipt } = answer.body;
  if (values.receipt !== undefined && receipt !== undefined)
    await writeFile(values.receipt, `${JSON.stringify(receipt, null, 2)}\n`);
  if (values.json === true) terminal.out(JSON.stringify(answer.body));
  else
    for (const line of answer.status === 200 ? answerLines(answer.body, values.receipt) : problemLines(answer.body))
      terminal.out(line);
  return answer.status === 200 ? EXIT.ok : EXIT.wrong;
}

function headersOf({
  key,
  wait,
}: {
  readonly key?: string | undefined;
  readonly wait?: string | undefined;
}): Record<string, string> {
  return {
    ...(key !== undefined && { 'idempotency-key': key }),
    ...(wait !== undefined && { prefer: `wait=${wait}` }),
  };
}

function answerLines(body: Readonly<Record<string, unknown>>, receiptFile: string | undefined): readonly string[] {
  return [
    JSON.stringify(body['data'], null, 2),
    `as of ${String(body['asOf'])}, from ${String(body['sourceUscc'])}, version ${String(body['version'])}`,
    receiptFile === undefined ? `exchange ${String(body['id'])}` : `exchange ${String(body['id'])}, receipt in ${receiptFile}`,
  ];
}
