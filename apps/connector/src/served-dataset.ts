import { DatasetContract, type Mapping, parseDatasetDocument } from '@shutong/contracts';
import { subjectOf } from '@shutong/trust';
import type { ReadDocument } from './application/take-publication.js';

/** How this connector serves a dataset document: its compiled schemas, and the mapping that the document names. */
export function servedDataset(mappings: ReadonlyMap<string, Mapping>): ReadDocument {
  return (index, ds, text) => {
    const document = parseDatasetDocument(text);
    const contract = document.ok ? DatasetContract.compile(document.value) : document;
    if (!contract.ok || contract.value.ds !== ds) return undefined;
    const { version, mapping, recordSchema } = contract.value.document;
    const items = recordSchema.properties;
    return {
      index,
      ds,
      version,
      mapping: mappings.get(mapping),
      items,
      isRecord: (record) => contract.value.isRecord(record),
      isAsk: (ask) => contract.value.isAsk(ask),
      subjectOf: (keys) => subjectOf(keys, contract.value.keyIdentifiers),
    };
  };
}
