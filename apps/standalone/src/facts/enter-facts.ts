import { systemClock, toInstant } from '@shutong/kernel';
import { DATASETS, departmentOf } from '../demo-node.js';
import type { NodeHome } from '../node-home.js';
import { readDataset } from './dataset-document.js';
import { demoFacts } from './demo-facts.js';
import { FactBook } from './fact-book.js';
import { type FactCounter, submitFacts } from './submit-facts.js';

/** Enters publications, grants and consents into the log through the gateway, once in the life of a data folder. */
export async function enterFacts(home: NodeHome, counter: FactCounter, tell: (sentence: string) => void): Promise<void> {
  const book = await FactBook.open(home, toInstant(systemClock.now()).slice(0, 10));
  const stages = demoFacts(await Promise.all(DATASETS.map(readDataset)), departmentOf, book.day);
  if (stages.flat().every(({ name }) => book.isRecorded(name))) return;
  const [datasets = 0, grants = 0, consents = 0] = stages.map(({ length }) => length);
  tell(`Entering ${String(datasets)} datasets, ${String(grants)} grants and ${String(consents)} consents into the log …`);
  for (const stage of stages) await submitFacts(stage, book, counter);
}
