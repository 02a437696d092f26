import { describe, expect, it } from '@jest/globals';
import type { Header } from '@shutong/contracts';
import { ENTRY_KINDS } from '@shutong/decision';
import type { Party, PartyUse } from '@shutong/trust';
import { mayPropose } from './entitlement.js';

const POLICE = '11990104MB9100024A';
const TAX = '11990104MB91000400';
const isOurs = (department: string): boolean => department === POLICE;

const party = (code: string, use: PartyUse, dept?: string): Party => ({
  code,
  use,
  sign: [],
  seal: [],
  ...(dept !== undefined && { dept }),
});

const PARTIES = {
  gateway: party('gw-1', 'gateway'),
  connector: party('ga-conn-1', 'connector', POLICE),
  registry: party('registry-1', 'registry'),
  consent: party('consent-1', 'consent'),
  audit: party('audit-1', 'audit'),
} as const;

const header = (members: Readonly<Record<string, unknown>>): Header => members as unknown as Header;
const fact = (k: string, prov?: string): Header => header({ type: 'fact', k, ...(prov !== undefined && { prov }) });

const RIGHTS: readonly (readonly [string, Header, keyof typeof PARTIES])[] = [
  ['a query', header({ type: 'query', replyTo: 'gw-1' }), 'gateway'],
  ['a refusal', header({ type: 'refused' }), 'gateway'],
  ['a release that was held back', header({ type: 'not-released' }), 'gateway'],
  ['an answer', header({ type: 'answered', prov: POLICE }), 'connector'],
  ['a failure', header({ type: 'failed', prov: POLICE }), 'connector'],
  ['a publication', fact('dataset.published', POLICE), 'registry'],
  ['a grant', fact('grant.issued', POLICE), 'registry'],
  ['a suspension', fact('suspension.set'), 'registry'],
  ['a consent', fact('consent.given', POLICE), 'consent'],
  ['a withdrawal', fact('consent.withdrawn'), 'consent'],
  ['a look into the record', fact('audit.accessed'), 'audit'],
];

describe('who may submit what (protocol.md §7.1)', () => {
  it.each(RIGHTS)('only one party may submit %s', (_what, submitted, entitled) => {
    const allowed = Object.entries(PARTIES).flatMap(([name, one]) => (mayPropose(one, submitted, isOurs) ? [name] : []));
    expect(allowed).toEqual([entitled]);
  });

  it.each(Object.entries(ENTRY_KINDS).filter(([kind]) => kind.includes('.')))(
    '%s is stated by whom its note names',
    (kind, { by }) => {
      const allowed = Object.entries(PARTIES).flatMap(([name, one]) => (mayPropose(one, fact(kind), isOurs) ? [name] : []));
      expect(allowed).toEqual(by.filter((name) => name !== 'notary'));
    },
  );

  it.each(Object.keys(ENTRY_KINDS).filter((kind) => !kind.includes('.')))('nobody states a %s as a fact', (kind) => {
    expect(Object.values(PARTIES).filter((one) => mayPropose(one, fact(kind), isOurs))).toEqual([]);
  });

  it('no gateway submits a query that another one waits for', () => {
    expect(mayPropose(PARTIES.gateway, header({ type: 'query', replyTo: 'gw-2' }), isOurs)).toBe(false);
  });

  it('no connector closes a query of another department', () => {
    expect(mayPropose(PARTIES.connector, header({ type: 'answered', prov: TAX }), isOurs)).toBe(false);
  });

  it('nobody states facts about a department of another shard', () => {
    expect(mayPropose(PARTIES.registry, fact('grant.issued', TAX), isOurs)).toBe(false);
    expect(mayPropose(PARTIES.consent, fact('consent.given', TAX), isOurs)).toBe(false);
  });

  it.each(['epoch.opened', 'epoch.closed', 'nothing.known', 'grant', '.issued'])('nobody submits %s', (k) => {
    expect(Object.values(PARTIES).filter((one) => mayPropose(one, fact(k), isOurs))).toEqual([]);
  });
});
