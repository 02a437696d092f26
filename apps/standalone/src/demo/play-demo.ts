import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NodeFile } from '../node-file.js';
import { startNode } from '../start-node.js';
import { ConsumerSystem } from './consumer-system.js';
import type { DemoReport } from './demo-report.js';
import { Narrator } from './narrator.js';
import { ReceiptArchive } from './receipt-archive.js';
import type { Scene, SceneVerdict } from './scene.js';
import type { Stage } from './stage.js';
import { summaryOf } from './summary.js';
import { verifyLog, verifyReceipts } from './verification.js';

const RESIDENTS = 2000;

/** Starts a node of its own, plays the scenes, verifies, replays, stops. `write` gets the narration. */
export async function playDemo(scenes: readonly Scene[], write: (text: string) => void): Promise<DemoReport> {
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
      return await playScenes(scenes, narrator, folder, node.nodeFile);
    } finally {
      await node.stop();
      narrator.say('The node has stopped.');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playScenes(scenes: readonly Scene[], narrator: Narrator, folder: string, nodeFile: string): Promise<DemoReport> {
  const node = JSON.parse(await readFile(nodeFile, 'utf8')) as NodeFile;
  const stage = stageOn(node, { narrator, archive: new ReceiptArchive(folder), nodeFile, dataDir: dirname(nodeFile), folder });
  const verdicts: (SceneVerdict & { readonly id: string })[] = [];
  for (const scene of scenes) {
    narrator.title(`${scene.id}. ${scene.title}`);
    verdicts.push({ id: scene.id, ...(await scene.play(stage)) });
  }
  const receipts = await verifyReceipts(stage, node.log.vkey);
  const log = await verifyLog(stage, node.log);
  const report: DemoReport = {
    scenarios: verdicts.flatMap(({ id, ok, steps, codes }) => (codes === undefined ? [{ id, ok, steps }] : [])),
    refusals: verdicts.flatMap(({ id, ok, steps, codes }) => (codes === undefined ? [] : [{ id, codes, ok, steps }])),
    receipts,
    log,
    ok: narrator.ok,
  };
  narrator.title(narrator.ok ? 'All of it held.' : 'NOT all of it held: see the lines marked ✘.');
  for (const line of summaryOf(report)) narrator.say(line);
  return report;
}

function stageOn(node: NodeFile, props: Omit<Stage, 'system' | 'tokenOf'>): Stage {
  const tokenOf = (system: string): string => {
    const found = node.systems.find(({ name }) => name === system);
    if (found === undefined) throw new Error(`the node has no system ${system}`);
    return found.token;
  };
  const system = (name: string): ConsumerSystem => new ConsumerSystem(node.gateway, tokenOf(name), props.archive);
  return { ...props, tokenOf, system };
}
