import type { FactHeader, Header } from '@shutong/contracts';
import { ENTRY_KINDS, type Submitter } from '@shutong/decision';
import type { Party } from '@shutong/trust';

/** First words of the kinds a service may submit as facts (protocol.md §7.1); `epoch.` and the first `key.changed` are the notary's own. */
const FACTS_OF = {
  registry: firstWords('registry'),
  consent: firstWords('consent'),
  audit: firstWords('audit'),
} as const;

/**
 * Whether a party may submit this at all, from its use and department alone. What depends on the log (whose query an outcome or a
 * release belongs to) is checked where the entry is at hand.
 */
export function mayPropose(party: Party, header: Header, isOfShard: (department: string) => boolean): boolean {
  switch (header.type) {
    case 'query':
    case 'explain':
      return party.use === 'gateway' && header.replyTo === party.code;
    case 'refused':
    case 'not-released':
      return party.use === 'gateway';
    case 'answered':
    case 'failed':
      return party.use === 'connector' && party.dept === header.prov;
    case 'fact':
      return mayState(party, header, isOfShard);
  }
}

function mayState(party: Party, fact: FactHeader, isOfShard: (department: string) => boolean): boolean {
  const word = fact.k.slice(0, fact.k.indexOf('.'));
  if (!isService(party.use) || !FACTS_OF[party.use].has(word)) return false;
  return party.use === 'audit' || !('prov' in fact) || (typeof fact.prov === 'string' && isOfShard(fact.prov));
}

function isService(use: Party['use']): use is keyof typeof FACTS_OF {
  return Object.hasOwn(FACTS_OF, use);
}

function firstWords(submitter: Submitter): ReadonlySet<string> {
  return new Set(
    Object.entries(ENTRY_KINDS).flatMap(([kind, { by }]) =>
      by.some((one) => one === submitter) ? [kind.slice(0, kind.indexOf('.'))] : [],
    ),
  );
}
