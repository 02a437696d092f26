import { systemClock, systemRandomness } from '@shutong/kernel';
import { type AppContext, traitsOfError } from '@shutong/platform';
import type { Directory } from '@shutong/trust';
import { BatchRunner, type Standing } from './application/batch-runner.js';
import { Catalogue } from './application/catalogue.js';
import type { Graveyard } from './application/graveyard.js';
import { LetterComposer } from './application/compose-letters.js';
import { Mailroom } from './application/mailroom.js';
import { rebuildMemory } from './application/rebuild-memory.js';
import { resendable } from './application/resend.js';
import { SentHeads } from './application/sent-heads.js';
import type { OwnDraft } from './domain/own-draft.js';
import { firstEntries } from './domain/own-entries.js';
import { tablesOf } from './domain/tables.js';
import type { NotaryConfig } from './notary-config.js';
import type { OpenBus } from './open-bus.js';
import type { OpenLog } from './open-log.js';
import { schemasDigest } from './schemas-digest.js';

export interface Assembly {
  readonly runner: BatchRunner;
  readonly mailroom: Mailroom;
}

export interface Ingredients {
  readonly graveyard: Graveyard;
  readonly config: NotaryConfig;
  readonly directory: Directory;
  readonly log: OpenLog;
  readonly bus: OpenBus;
  readonly context: AppContext;
}

/** Rebuilds memory, writes the notary's own entries where the log lacks them, and sends again what a predecessor may not have sent. */
export async function assembleRunner({ config, directory, log, bus, graveyard, context }: Ingredients): Promise<Assembly> {
  const { epoch, shard } = config;
  const { head, tree } = log.found;
  const composer = new LetterComposer(log.nodes, new SentHeads(log.nodes, head.size));
  const catalogue = new Catalogue(epoch, log.history, composer);
  const mailroom = new Mailroom(bus.courier, 0, (error) => {
    context.log.error(traitsOfError(error), 'A send was given up.');
  });
  const { memory, publications } = await rebuildMemory(epoch, log.history, head.at);
  const note =
    (await log.history.note(epoch, head.size)) ?? log.signer.sign({ size: tree.size, root: tree.root() }, log.found.consistency);
  const standing: Standing = { memory, tree, note, nextOffset: BigInt(bus.offset.next) };
  const post = { shard, epoch, topic: bus.topic, cluster: bus.offset.cluster };
  const runner = new BatchRunner(
    post,
    { ledger: log.ledger, signer: log.signer, composer, catalogue, mailroom, graveyard, directory, clock: systemClock },
    standing,
  );
  await log.signer.raise({ size: tree.size, root: tree.root() });
  const found = { epoch, note, growth: tree.append([]) };
  const letters = await composer.compose(resendable(await log.history.outbox(epoch), epoch, systemClock.now()), found, 0);
  letters.push(...(await catalogue.announce(publications, found)));
  mailroom.post(letters, { from: 0, to: head.size }, 0);
  const start = {
    size: tree.size,
    epoch,
    shard,
    tables: tablesOf(directory.shards),
    schemas: schemasDigest(),
    directory,
    keys: memory.keys,
  };
  const frame = { notary: `notary-${shard}`, randomness: systemRandomness };
  const offset = { from: runner.nextOffset, to: runner.nextOffset };
  const own = (at: number): readonly OwnDraft[] => firstEntries(start, { ...frame, at });
  await runner.run({ own, submissions: [], refused: [], openingKeys: [], arrivedAt: systemClock.now(), offset });
  return { runner, mailroom };
}
