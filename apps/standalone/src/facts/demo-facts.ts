import { hashText } from '@shutong/kernel';
import type { FactDraft } from '@shutong/trust';
import { NAMED_RESIDENTS } from '../demo-city/index.js';
import { CIVIL_AFFAIRS, CONSENT, DATA_BUREAU, LOW_INCOME_SYSTEM, POLICE, REGISTRY } from '../demo-node.js';
import { type D01, defaultMask } from './d01-document.js';

export interface DemoFact {
  /** Stable name, under which its id is remembered. */
  readonly name: string;
  /** Service that signs and submits it. */
  readonly service: string;
  readonly draft: FactDraft;
}

const DATASET = 'D01@1';
const PURPOSE = 'means-test';
/** What the low-income check reads of D01 (scenario S01). */
const FIELDS = ['deathMark', 'domicileRegion', 'householdNo', 'relationToHead'] as const;
/** Adults of the city who agreed; 赵范 did not, and for 张小测 a guardian would have to. */
const CONSENTING: ReadonlySet<string> = new Set(['张测', '李试', '王示']);
const CONSENT_TEXT =
  '本人同意南苑区民政局为办理最低生活保障审核，向南苑区公安局查询本人的户籍地、户号、与户主关系和生存状态，有效期一年，可随时撤回。';

/** Publication, grant and consents of the demonstration. `day` (`YYYY-MM-DD`) is that of the first start: a repeat must say the same. */
export function demoFacts(d01: D01, day: string): readonly DemoFact[] {
  const window = { from: `${day}T00:00:00.000Z`, to: `${String(Number(day.slice(0, 4)) + 1)}${day.slice(4)}T00:00:00.000Z` };
  const consents = NAMED_RESIDENTS.filter(({ name }) => CONSENTING.has(name));
  return [
    { name: 'publication', service: REGISTRY, draft: publication(d01) },
    { name: 'grant', service: REGISTRY, draft: grant(d01, window) },
    ...consents.map(({ idNo }, place) => ({
      name: `consent-${String(place + 1)}`,
      service: CONSENT,
      draft: consent(idNo, window),
    })),
  ];
}

interface Window {
  readonly from: string;
  readonly to: string;
}

function publication(d01: D01): FactDraft {
  return {
    k: 'dataset.published',
    members: {
      ds: DATASET,
      ver: d01.version,
      prov: d01.provider,
      share: 'cond',
      modes: d01.modes,
      keys: ['idNo'],
      fields: d01.levels,
    },
    open: { op: { dept: POLICE, no: 'ga-0001' } },
    document: d01.text,
  };
}

/** 民政's low-income system asks 公安's register, as the demonstration's grants say (domain reference §9, S01). */
function grant(d01: D01, window: Window): FactDraft {
  return {
    k: 'grant.issued',
    members: {
      gr: 'G-2026-000017',
      gv: 1,
      cons: CIVIL_AFFAIRS,
      sys: [LOW_INCOME_SYSTEM],
      prov: POLICE,
      ds: DATASET,
      modes: ['records'],
      purposes: [PURPOSE],
      basis: ['B2'],
      laws: ['SHJZ-58'],
      own: ['SHJZ-58'],
      roles: ['clerk'],
      fields: Object.fromEntries(FIELDS.map((field) => [field, defaultMask(d01.levels[field])])),
      rows: { region: ['990104'] },
      ...window,
      quota: { day: 2000, total: 200_000 },
      case: true,
    },
    open: { op: { dept: DATA_BUREAU, no: 'sj-0001' } },
  };
}

function consent(idNo: string, window: Window): FactDraft {
  return {
    k: 'consent.given',
    members: {
      cons: CIVIL_AFFAIRS,
      prov: POLICE,
      ds: DATASET,
      purpose: PURPOSE,
      fields: FIELDS,
      ...window,
      once: false,
      sens: false,
      text: hashText(CONSENT_TEXT),
    },
    subject: { t: 'idNo', v: idNo },
    open: { evidence: { channel: 'counter', digest: hashText(CONSENT_TEXT) } },
  };
}
