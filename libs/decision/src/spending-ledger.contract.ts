import type { Entry, Explained, FrequencyPeriod, QueryDenied, QueryPermitted } from './index.js';

/**
 * What a log has spent, counted from its entries alone and with a calendar of its own: the second opinion on the counters of `decide`.
 */
export class Ledger {
  private readonly open = new Map<number, QueryPermitted>();
  private readonly spent: QueryPermitted[] = [];
  private index = 0;

  constructor(private readonly log: readonly Entry[]) {}

  /** Takes the next entry in. */
  book(entry: Entry): void {
    if (entry.k === 'query-permitted') {
      this.open.set(this.index, entry);
      this.spent.push(entry);
    }
    if (entry.k === 'failed') {
      const query = this.open.get(entry.q);
      if (query !== undefined) this.spent.splice(this.spent.indexOf(query), 1);
    }
    this.index += 1;
  }

  /** Sorted reasons: what is used up of the grant and consent that a decision names, at its place and time. */
  exhausted({ use, at }: QueryPermitted | QueryDenied | Explained): readonly string[] {
    return [...this.exhaustedOfConsent(use.c, at), ...this.exhaustedOfGrant(use.g, at)];
  }

  private exhaustedOfConsent(c: number | undefined, at: string): readonly string[] {
    const consent = c === undefined ? undefined : this.log[c];
    if (consent?.k !== 'consent.given') return [];
    const uses = this.spent.filter((query) => query.use.c === c);
    const { freq, once } = consent;
    const isFrequent = freq !== undefined && uses.filter((query) => isSamePeriod(freq.per, query.at, at)).length >= freq.n;
    return [...(isFrequent ? ['CONSENT_FREQUENCY'] : []), ...(once && uses.length > 0 ? ['CONSENT_USED'] : [])];
  }

  private exhaustedOfGrant(g: number | undefined, at: string): readonly string[] {
    const grant = g === undefined ? undefined : this.log[g];
    if (grant?.k !== 'grant.issued') return [];
    const total = this.spent.filter((query) => query.use.g === g);
    const today = total.filter((query) => isSamePeriod('P1D', query.at, at));
    return total.length >= grant.quota.total || today.length >= grant.quota.day ? ['QUOTA_EXCEEDED'] : [];
  }
}

const DAY_MS = 86_400_000;

/** Whether two times lie in one calendar unit at UTC+8, by counting days since the epoch, a Thursday. */
function isSamePeriod(per: FrequencyPeriod, one: string, other: string): boolean {
  return unitNumber(per, one) === unitNumber(per, other);
}

function unitNumber(per: FrequencyPeriod, at: string): number {
  const local = new Date(Date.parse(at) + 8 * 3_600_000);
  const day = Math.floor(local.getTime() / DAY_MS);
  const month = local.getUTCFullYear() * 12 + local.getUTCMonth();
  switch (per) {
    case 'P1D':
      return day;
    case 'P1W':
      return Math.floor((day + 3) / 7);
    case 'P1M':
      return month;
    case 'P3M':
      return Math.floor(month / 3);
    case 'P1Y':
      return Math.floor(month / 12);
    case 'ALL':
      return 0;
  }
}
