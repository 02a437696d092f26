import type { Instant } from '@shutong/kernel';
import type { Commitments, EntryFrame } from './frame.js';

export interface CorrectionOpened extends EntryFrame {
  readonly k: 'correction.opened';
  readonly q?: number;
  readonly ds: string;
  readonly fields: readonly string[];
  readonly due: string;
  readonly c: Commitments;
  readonly ep?: string;
}

export interface CorrectionClosed extends EntryFrame {
  readonly k: 'correction.closed';
  readonly cr: number;
  readonly res: 'corrected' | 'not-wrong';
  readonly c: Commitments;
}

export interface ApplicationSubmitted extends EntryFrame {
  readonly k: 'application.submitted';
  readonly app: string;
  readonly cons: string;
  readonly prov: string;
  readonly ds: string;
  readonly modes: readonly string[];
  readonly purposes: readonly string[];
  readonly basis: readonly string[];
  readonly fields: readonly string[];
  readonly share: string;
  readonly due: string;
  readonly c: Commitments;
}

export interface ApplicationClock extends EntryFrame {
  readonly k: 'application.clock';
  readonly a: number;
  readonly act: 'supplement' | 'extend';
  readonly due: string;
}

export interface ApplicationDecided extends EntryFrame {
  readonly k: 'application.decided';
  readonly a: number;
  readonly res: string;
  readonly why?: readonly string[];
  readonly c: Commitments;
}

export type KeyUse = 'gateway' | 'connector' | 'registry' | 'consent' | 'audit' | 'log' | 'witness';

export interface KeyChanged extends EntryFrame {
  readonly k: 'key.changed';
  readonly who: string;
  readonly use: KeyUse;
  readonly dept?: string;
  readonly alg?: 'X25519';
  readonly act: 'add' | 'remove';
  /** H of the SPKI DER. */
  readonly key: string;
  readonly from: Instant;
}

export interface AuditAccessed extends EntryFrame {
  readonly k: 'audit.accessed';
  readonly dept: string;
  readonly role: string;
  readonly act: string;
  readonly n: number;
  readonly upto: number;
  readonly purpose: string;
  readonly c: Commitments;
  readonly ep?: string;
}

export interface OpeningErased extends EntryFrame {
  readonly k: 'opening.erased';
  readonly of: { readonly from: number; readonly to: number } | readonly number[];
  readonly f: readonly string[];
  readonly n: number;
  readonly law: string;
  readonly c: Commitments;
  readonly ep?: string;
}

export interface CaseChanged extends EntryFrame {
  readonly k: 'case.changed';
  readonly cs: string;
  readonly st: string;
  readonly of: readonly number[];
  readonly c: Commitments;
  readonly ep?: string;
}

export interface EpochClosed extends EntryFrame {
  readonly k: 'epoch.closed';
  readonly next: string;
  /** H(JCS(state)). */
  readonly state: string;
}

/** Facts that stand in the record but decide nothing. */
export type RecordFact =
  | CorrectionOpened
  | CorrectionClosed
  | ApplicationSubmitted
  | ApplicationClock
  | ApplicationDecided
  | KeyChanged
  | AuditAccessed
  | OpeningErased
  | CaseChanged
  | EpochClosed;
