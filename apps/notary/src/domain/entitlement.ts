import type { FactHeader, Header } from '@shutong/contracts';
import type { Party, PartyUse } from '@shutong/trust';

/** First words of the kinds a service may submit as facts (protocol.md §7.1); `epoch.` and the first `key.changed` are the notary's own. */
const FACTS_OF: Readonly<Partial<Record<PartyUse, readonly string[]>>> = {
  registry: ['dataset', 'grant', 'suspension', 'application', 'correction', 'policy', 'key'],
  consent: ['consent', 'guardian'],
  audit: ['audit', 'opening', 'case'],
};

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
  if (FACTS_OF[party.use]?.includes(word) !== true) return false;
  return party.use === 'audit' || !('prov' in fact) || (typeof fact.prov === 'string' && isOfShard(fact.prov));
}
