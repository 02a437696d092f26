import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startNode } from '../start-node.js';
import { ConsumerSystem } from './consumer-system.js';
import type { DemoReport } from './demo-report.js';
import { playPermit, playWithdrawal } from './low-income-check.js';
import { Narrator } from './narrator.js';
import { ReceiptArchive } from './receipt-archive.js';
import { playRefusals } from './refusals.js';
import type { Stage } from './stage.js';
import { type LogAddress, verifyLog, verifyReceipts } from './verification.js';

const RESIDENTS = 2000;
const SYSTEM = 'mz-dibao';

interface NodeFile {
  readonly gateway: string;
  readonly log: LogAddress;
  readonly systems: readonly { readonly name: string; readonly token: string }[];
}

/** Starts a node of its own, plays all scenes, verifies, stops. `write` gets the narration. */
export async function playDemo(write: (text: string) => void): Promise<DemoReport> {
  const narrator = new Narrator(write);
  const folder = await mkdtemp(join(tmpdir(), 'shutong-demo-'));
  narrator.title(`Shutong 数通: a node starts on free ports, with ${String(RESIDENTS)} synthetic residents of 数通市`);
  try {
    const node = await startNode({
      dataDir: join(folder, 'data'),
      residents: RESIDENTS,
      tell: (sentence: string) => narrator.say(sentence),
    });
    try {
      return await playScenes(narrator, folder, node.nodeFile);
    } finally {
      await node.stop();
      narrator.say('The node has stopped.');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playScenes(narrator: Narrator, folder: string, nodeFile: string): Promise<DemoReport> {
  const node = JSON.parse(await readFile(nodeFile, 'utf8')) as NodeFile;
  const token = node.systems.find(({ name }) => name === SYSTEM)?.token;
  if (token === undefined) throw new Error(`the node has no system ${SYSTEM}`);
  const archive = new ReceiptArchive(folder);
  const civilAffairs = new ConsumerSystem(node.gateway, token, archive);
  const stage: Stage = { narrator, civilAffairs, archive, nodeFile, dataDir: dirname(nodeFile), folder };

  const permit = await playPermit(stage);
  const refusals = await playRefusals(stage, token);
  const { scenario, refusal } = await playWithdrawal(stage);
  await verifyReceipts(stage, node.log.vkey);
  const log = await verifyLog(stage, node.log);
  narrator.title(narrator.ok ? 'All of it held.' : 'NOT all of it held: see the lines marked ✘.');
  return { scenarios: [permit, scenario], refusals: [...refusals, refusal], log, ok: narrator.ok };
}
