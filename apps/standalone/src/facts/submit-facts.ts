import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import {
  buildFact,
  Directory,
  type FactDesk,
  type FactDraft,
  loadSecretKey,
  loadSigningKey,
  type NodeFiles,
  OpeningSealer,
} from '@shutong/trust';
import { GATEWAY, SHARD } from '../demo-node.js';
import { StartFailure } from '../start-failure.js';
import type { DemoFact } from './demo-facts.js';
import type { FactBook } from './fact-book.js';

const DEADLINE_MS = 10_000;
const TRIES = 5;

export interface FactCounter {
  /** Root of the gateway. */
  readonly gateway: string;
  /** Token of a service, by its code. */
  readonly tokenOf: (service: string) => string;
  readonly files: NodeFiles;
  readonly epoch: string;
}

/** Submits those facts over HTTP that the log has not acknowledged yet, side by side: none of them builds on another. */
export async function submitFacts(facts: readonly DemoFact[], book: FactBook, counter: FactCounter): Promise<void> {
  const missing = facts.filter(({ name }) => !book.isRecorded(name));
  if (missing.length === 0) return;
  const directory = await Directory.load(counter.files.directory);
  const openings = new OpeningSealer(directory.audit, systemClock, systemRandomness);
  const subKey = await loadSecretKey(counter.files.key(`sub.${counter.epoch}.key`));
  const ids = await book.idsOf(missing.map(({ name }) => name));
  const recorded = missing.map(async (fact) => {
    const key = await loadSigningKey(counter.files.key(`${fact.service}.sign.pem`));
    const desk = { key, subKey, openings, shard: SHARD, epoch: counter.epoch, replyTo: GATEWAY, randomness: systemRandomness };
    return [fact.name, await submit({ ...fact.draft, id: ids.get(fact.name) ?? '' }, fact, counter, desk)] as const;
  });
  await book.recorded(new Map(await Promise.all(recorded)));
}

/** After 503 or 504 the same fact goes again: its id makes the repeat harmless (protocol.md §6.14). Resolves with its log index. */
async function submit(
  draft: FactDraft,
  { name, service }: DemoFact,
  counter: FactCounter,
  desk: Omit<FactDesk, 'deadline'>,
): Promise<number> {
  let reply: FactReply = { status: 0 };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const deadline = toInstant(systemClock.now() + DEADLINE_MS);
    const { tick } = await buildFact(draft, { ...desk, deadline });
    reply = await post(tick, counter, service);
    if (reply.index !== undefined) return reply.index;
    if (reply.status < 503) break;
  }
  throw new StartFailure(1, `The log did not take the demonstration's ${name} (${String(reply.status)} ${reply.code ?? ''}).`);
}

interface FactReply {
  readonly status: number;
  /** Of the entry, also when it was there before. */
  readonly index?: number;
  readonly code?: string;
}

async function post(tick: unknown, counter: FactCounter, service: string): Promise<FactReply> {
  const response = await fetch(`${counter.gateway}/v1/facts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${counter.tokenOf(service)}`, 'content-type': 'application/json', prefer: 'wait=10' },
    body: JSON.stringify(tick),
  });
  const { index, code } = (await response.json()) as { readonly index?: unknown; readonly code?: unknown };
  const isRecorded = response.status === 201 || (response.status === 409 && code === 'FACT_RECORDED');
  return {
    status: response.status,
    ...(isRecorded && typeof index === 'number' && { index }),
    ...(typeof code === 'string' && { code }),
  };
}
