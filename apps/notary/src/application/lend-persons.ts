import type { ConsentGiven, Fold, GuardianRegistered } from '@shutong/decision';
import type { LoadedRows } from './ledger.port.js';

/** Lends a fold the consents and guardians this batch may need: persons' facts stay in the database (ledger.md §5). */
export function lendPersons(fold: Fold, loaded: Pick<LoadedRows, 'consents' | 'guardians'>): void {
  for (const { index, leaf, ended } of loaded.guardians)
    fold.provideGuardian(index, JSON.parse(leaf) as GuardianRegistered, ended);
  for (const { index, leaf, ended, counters } of loaded.consents)
    fold.provideConsent(index, JSON.parse(leaf) as ConsentGiven, ended, counters);
}
