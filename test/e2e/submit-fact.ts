import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, systemRandomness, toInstant } from '@shutong/kernel';
import { buildFact, type FactDraft, loadSecretKey, loadSigningKey, OpeningSealer } from '@shutong/trust';
import type { JWK } from 'jose';
import type { NodeUnderTest } from './a-node.js';

const DEADLINE_MS = 10_000;

export interface FactReply {
  readonly status: number;
  readonly body: { readonly index?: number; readonly code?: string };
}

/** Submits a fact without document as the given service, the way a service does it: signed, over HTTP. */
export async function submitFact(
  node: NodeUnderTest,
  service: string,
  k: string,
  members: Readonly<Record<string, unknown>>,
  committed: Pick<FactDraft, 'subject' | 'open'> = {},
): Promise<FactReply> {
  const directory = JSON.parse(await readFile(join(node.dataDir, 'trust', 'directory.json'), 'utf8')) as {
    readonly audit: JWK;
    readonly origin: string;
  };
  const epoch = directory.origin.split('/').at(-1) ?? '';
  const { tick } = await buildFact(
    { k, members, ...committed },
    {
      key: await loadSigningKey(join(node.dataDir, 'keys', `${service}.sign.pem`)),
      subKey: await loadSecretKey(join(node.dataDir, 'keys', `sub.${epoch}.key`)),
      openings: new OpeningSealer(directory.audit, systemClock, systemRandomness),
      shard: 's0',
      epoch,
      replyTo: 'gw-1',
      deadline: toInstant(systemClock.now() + DEADLINE_MS),
      randomness: systemRandomness,
    },
  );
  const response = await fetch(`${node.gateway}/v1/facts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.token(service)}`, 'content-type': 'application/json' },
    body: JSON.stringify(tick),
  });
  return { status: response.status, body: (await response.json()) as FactReply['body'] };
}
