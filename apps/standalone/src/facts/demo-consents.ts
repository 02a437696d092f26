import { hashText } from '@shutong/kernel';
import { NAMED_RESIDENTS } from '../demo-city/index.js';
import { CIVIL_AFFAIRS, CONSENT } from '../demo-node.js';
import { isSensitive, type PublishedDataset } from './dataset-document.js';
import type { DemoFact } from './demo-facts.js';
import { GRANT_PACKS } from './demo-grants.js';

/** Adults of the city who agreed; 赵范 did not, and for 张小测 a guardian would have to. */
const CONSENTING: ReadonlySet<string> = new Set(['张测', '李试', '王示']);
const CONSENT_TEXT =
  '本人同意南苑区民政局为办理最低生活保障审核，向有关部门核对本人的户籍、收入、社会保险、不动产、公积金、车辆、救助和残疾人证信息，有效期一年，可随时撤回。';

/**
 * Consents (同意) of the low-income check, S01: one for each person, department and dataset, so that each can be withdrawn alone; for
 * sensitive items it is a separate one (单独同意, PIPL art. 29).
 */
export function demoConsents(
  datasets: ReadonlyMap<string, PublishedDataset>,
  window: { readonly from: string; readonly to: string },
): readonly DemoFact[] {
  const items = GRANT_PACKS.find(({ scenario }) => scenario === 'S01')?.items ?? [];
  return NAMED_RESIDENTS.filter(({ name }) => CONSENTING.has(name)).flatMap(({ idNo }, place) =>
    items.flatMap(({ code, records = [], predicates = [] }) => {
      const dataset = datasets.get(code);
      if (dataset === undefined) return [];
      const fields = [...records, ...predicates].toSorted();
      return [consent(`consent-${String(place + 1)}-${code}`, idNo, { dataset, fields, window })];
    }),
  );
}

interface Agreed {
  readonly dataset: PublishedDataset;
  readonly fields: readonly string[];
  readonly window: { readonly from: string; readonly to: string };
}

function consent(name: string, idNo: string, { dataset, fields, window }: Agreed): DemoFact {
  return {
    name,
    service: CONSENT,
    draft: {
      k: 'consent.given',
      members: {
        cons: CIVIL_AFFAIRS,
        prov: dataset.provider,
        ds: dataset.ds,
        purpose: 'means-test',
        fields,
        ...window,
        once: false,
        sens: fields.some((field) => isSensitive(dataset.levels[field])),
        text: hashText(CONSENT_TEXT),
      },
      subject: { t: 'idNo', v: idNo },
      open: { evidence: { channel: 'counter', digest: hashText(CONSENT_TEXT) } },
    },
  };
}
