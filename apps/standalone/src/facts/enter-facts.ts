import { systemClock, toInstant } from '@shutong/kernel';
import type { NodeHome } from '../node-home.js';
import { readD01 } from './d01-document.js';
import { demoFacts } from './demo-facts.js';
import { FactBook } from './fact-book.js';
import { type FactCounter, submitFacts } from './submit-facts.js';

/** Enters publication, grant and consents into the log through the gateway, once in the life of a data folder. */
export async function enterFacts(home: NodeHome, counter: FactCounter, tell: (sentence: string) => void): Promise<void> {
  const book = await FactBook.open(home, toInstant(systemClock.now()).slice(0, 10));
  const facts = demoFacts(await readD01(), book.day);
  if (facts.every(({ name }) => book.isRecorded(name))) return;
  tell('Entering the publication of D01, a grant and three consents into the log …');
  await submitFacts(facts, book, counter);
}
