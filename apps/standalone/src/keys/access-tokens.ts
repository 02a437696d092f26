import { join } from 'node:path';
import { systemClock, systemRandomness } from '@shutong/kernel';
import { issueToken, loadJwk, type NodeFiles } from '@shutong/trust';
import {
  AUDIT,
  CONSENT,
  connectorOf,
  CONSUMER_SYSTEMS,
  DATA_BUREAU,
  DEPARTMENTS,
  GATEWAY,
  originOf,
  REGISTRY,
} from '../demo-node.js';
import { type NodeHome, writePrivate } from '../node-home.js';

/** Of the development issuer; a city's own OIDC issuer takes its place. */
export const ISSUER = 'urn:shutong:development-issuer';
export const GATEWAY_AUDIENCE = 'urn:shutong:gateway';

const LIFETIME_SECONDS = 24 * 3600;

/** A system that calls the gateway, with a token for it. */
export interface SystemToken {
  readonly name: string;
  /** USCC. */
  readonly department: string;
  readonly token: string;
}

export interface AccessTokens {
  readonly systems: readonly SystemToken[];
  /** For readers of the log outside the node. */
  readonly log: string;
}

const CALLERS = [
  ...CONSUMER_SYSTEMS.map((system) => ({ ...system, scope: 'query' as const })),
  { name: REGISTRY, department: DATA_BUREAU, scope: 'facts' },
  { name: CONSENT, department: DATA_BUREAU, scope: 'facts' },
  { name: AUDIT, department: DATA_BUREAU, scope: 'facts' },
];

const LOG_READERS = [
  { code: GATEWAY, scopes: ['log:tiles', 'log:entries'] },
  ...DEPARTMENTS.map((department) => ({ code: connectorOf(department), scopes: ['log:tiles'] })),
];

export function logTokenFile(home: NodeHome, code: string): string {
  return join(home.secrets, `${code}.log.token`);
}

/** Token of a service that states facts by itself, outside the node's apps. */
export function factsTokenFile(home: NodeHome, code: string): string {
  return join(home.secrets, `${code}.facts.token`);
}

/** Issues a token for a day to every caller, and writes those of the node's own parts, which read the file at each use. */
export async function issueTokens(home: NodeHome, files: NodeFiles, epoch: string): Promise<AccessTokens> {
  const key = await loadJwk(files.key('token.jwk'));
  const issue = (grant: { audience: string; system: string; department?: string; scopes: readonly string[] }): Promise<string> =>
    issueToken(key, { ...grant, issuer: ISSUER, lifetimeSeconds: LIFETIME_SECONDS }, systemClock, systemRandomness);

  for (const { code, scopes } of LOG_READERS) {
    await writePrivate(logTokenFile(home, code), `${await issue({ audience: originOf(epoch), system: code, scopes })}\n`);
  }
  const systems = CALLERS.map(async ({ name, department, scope }) => ({
    name,
    department,
    token: await issue({ audience: GATEWAY_AUDIENCE, system: name, department, scopes: [scope] }),
  }));
  const forFacts = { audience: GATEWAY_AUDIENCE, system: AUDIT, department: DATA_BUREAU, scopes: ['facts'] };
  await writePrivate(factsTokenFile(home, AUDIT), `${await issue(forFacts)}\n`);
  const log = await issue({ audience: originOf(epoch), system: 'log-reader', scopes: ['log:tiles', 'log:entries'] });
  return { systems: await Promise.all(systems), log };
}
