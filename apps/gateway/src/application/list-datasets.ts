import { fail, ok, type Result } from '@shutong/kernel';
import type { Directory } from '@shutong/trust';
import { type Receipt, receiptOf } from '../domain/receipt/receipt.js';
import type { Refusal } from '../domain/refusal/refusal.js';
import { type AdmitRequest, type Caller, whoAsks } from './admit-request.js';
import type { Catalogue, Publication } from './catalogue.js';
import type { Refusals } from './refusals.js';

export interface DatasetSummary {
  /** `D01@1` */
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly version: string;
  readonly providerUscc: string;
  readonly shareClass: string;
  readonly modes: readonly string[];
  readonly isRetired: boolean;
}

export interface DatasetPage {
  readonly document: unknown;
  readonly index: number;
  /** Of its publication. */
  readonly receipt: Receipt;
}

/** The catalogue as the log published it (条例 art. 13, 16). */
export class ListDatasets {
  constructor(
    private readonly directory: Directory,
    private readonly admit: AdmitRequest,
    private readonly catalogue: Catalogue,
    private readonly refusals: Refusals,
  ) {}

  async all(caller: Caller): Promise<Result<readonly DatasetSummary[], Refusal>> {
    const token = await this.admit.execute(caller, 'query');
    return token.ok ? ok(this.catalogue.list().map(summaryOf)) : token;
  }

  async one(caller: Caller, code: string): Promise<Result<DatasetPage, Refusal>> {
    const token = await this.admit.execute(caller, 'query');
    if (!token.ok) return token;
    const publication = this.catalogue.find(code);
    if (publication === undefined) return fail(await this.refusals.record({ code: 'DATASET_UNKNOWN' }, whoAsks(token.value)));
    const { published, contract } = publication;
    const receipt = receiptOf(this.directory.origin, published);
    return ok({ document: contract.document, index: published.index, receipt });
  }
}

function summaryOf({ contract, isRetired }: Publication): DatasetSummary {
  const { name, version, providerUscc, shareClass, modes } = contract.document;
  return { code: contract.ds, name, version, providerUscc, shareClass, modes, isRetired };
}
