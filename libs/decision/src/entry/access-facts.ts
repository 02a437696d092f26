import type { Instant } from '@shutong/kernel';
import type { Commitments, EntryFrame, Level, MaskProfile, Rows } from './frame.js';

export interface DatasetPublished extends EntryFrame {
  readonly k: 'dataset.published';
  readonly ds: string;
  readonly ver: string;
  readonly prov: string;
  readonly share: 'open' | 'cond' | 'none';
  /** H of the document. */
  readonly schema: string;
  readonly modes: readonly string[];
  readonly keys: readonly string[];
  readonly fields: Readonly<Record<string, Level>>;
  readonly c: Commitments;
}

export interface DatasetRetired extends EntryFrame {
  readonly k: 'dataset.retired';
  readonly d: number;
  readonly why: readonly string[];
  readonly next?: string;
}

export interface GrantIssued extends EntryFrame {
  readonly k: 'grant.issued';
  readonly gr: string;
  readonly gv: number;
  readonly cons: string;
  readonly sys: readonly string[];
  readonly prov: string;
  readonly ds: string;
  readonly modes: readonly string[];
  readonly purposes: readonly string[];
  readonly basis: readonly string[];
  /** None means any. */
  readonly laws?: readonly string[];
  /** Laws that carry sensitive fields and those with a basis of their own. */
  readonly own?: readonly string[];
  readonly roles: readonly string[];
  readonly fields: Readonly<Record<string, MaskProfile>>;
  readonly rows?: Rows;
  readonly from: Instant;
  readonly to: Instant;
  readonly quota: { readonly day: number; readonly total: number };
  readonly case: boolean;
  /** Carried over from an earlier epoch; `day` is that of the entry's `at`. */
  readonly spent?: { readonly day?: number; readonly total: number };
  readonly a?: number;
}

export interface GrantRevoked extends EntryFrame {
  readonly k: 'grant.revoked';
  readonly g: number;
  readonly why: readonly string[];
}

export type SuspensionScope =
  | { readonly t: 'grant'; readonly g: number }
  | { readonly t: 'dataset'; readonly d: number }
  | { readonly t: 'dept'; readonly dept: string }
  | { readonly t: 'system'; readonly sys: string };

export interface SuspensionSet extends EntryFrame {
  readonly k: 'suspension.set';
  readonly scope: SuspensionScope;
  readonly why: readonly string[];
  readonly until?: Instant;
}

export interface SuspensionLifted extends EntryFrame {
  readonly k: 'suspension.lifted';
  readonly s: number;
  readonly why: readonly string[];
}

export type FrequencyPeriod = 'P1D' | 'P1W' | 'P1M' | 'P3M' | 'P1Y' | 'ALL';

export interface ConsentGiven extends EntryFrame {
  readonly k: 'consent.given';
  readonly sub: string;
  readonly cons: string;
  readonly prov: string;
  readonly ds: string;
  readonly purpose: string;
  readonly fields: readonly string[];
  readonly from: Instant;
  readonly to: Instant;
  readonly freq?: { readonly n: number; readonly per: FrequencyPeriod };
  readonly once: boolean;
  /** Covers sensitive fields separately (PIPL art. 29). */
  readonly sens: boolean;
  /** Times of uses carried over from an earlier epoch. */
  readonly uses?: readonly Instant[];
  readonly gd?: number;
  readonly text: string;
  readonly c: Commitments;
}

export interface ConsentWithdrawn extends EntryFrame {
  readonly k: 'consent.withdrawn';
  readonly cst: number;
  readonly by: 'subject' | 'guardian' | 'authority';
}

export interface GuardianRegistered extends EntryFrame {
  readonly k: 'guardian.registered';
  readonly sub: string;
  readonly gsub: string;
  readonly cons: string;
  readonly prov: string;
  readonly rel: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly c: Commitments;
}

export interface GuardianEnded extends EntryFrame {
  readonly k: 'guardian.ended';
  readonly gd: number;
  readonly why: readonly string[];
}

export interface PolicyChanged extends EntryFrame {
  readonly k: 'policy.changed';
  readonly rules: number;
  readonly schemas: string;
  readonly tables: string;
  readonly c?: Commitments;
}

export interface EpochOpened extends EntryFrame {
  readonly k: 'epoch.opened';
  readonly epoch: string;
  readonly shard: string;
  readonly rules: number;
  readonly schemas: string;
  readonly tables: string;
  readonly prev?: { readonly origin: string; readonly size: number; readonly root: string; readonly state: string };
}

/** Facts that `decide` reads. */
export type AccessFact =
  | DatasetPublished
  | DatasetRetired
  | GrantIssued
  | GrantRevoked
  | SuspensionSet
  | SuspensionLifted
  | ConsentGiven
  | ConsentWithdrawn
  | GuardianRegistered
  | GuardianEnded
  | PolicyChanged
  | EpochOpened;
