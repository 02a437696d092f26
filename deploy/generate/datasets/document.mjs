import { sourceOfRecord, usccOf } from './parties.mjs';
import { querySchemaOf } from './query-schema.mjs';
import { recordSchemaOf } from './record-schema.mjs';
import { alternativesOf, itemsOf, predicateLevelOf } from './sheet.mjs';

const SHARE_CLASSES = { U: '1', C: '2' };
/** In the order of the log's sets: by word. */
const MODES = [
  ['A', 'aggregate'],
  ['B', 'batch'],
  ['F', 'file'],
  ['P', 'predicate'],
  ['R', 'records'],
  ['S', 'subscribe'],
];

/** The catalogue entry (数据目录条目) that follows from a sheet. */
export function documentOf(sheet) {
  const provider = usccOf(sheet.body);
  return {
    code: sheet.code,
    version: '1.0.0',
    name: titleOf(sheet.name),
    abstract: sheet.abstract,
    items: itemsOf(sheet).map((item) => entryOf(item, sheet, provider)),
    predicates: Object.entries(sheet.predicates).map(([name, { title, answer }]) => ({
      name,
      title: titleOf(title),
      level: predicateLevelOf(sheet),
      ...(answer !== undefined && { answer }),
    })),
    providerUscc: provider,
    format: '7',
    updateCycle: sheet.cycle,
    shareClass: SHARE_CLASSES[sheet.share],
    modes: MODES.filter(([letter]) => sheet.modes.includes(letter)).map(([, mode]) => mode),
    ...(sheet.share === 'C' && { conditions: conditionsOf(sheet) }),
    classification: { path: sheet.classification[0], grade: sheet.classification[1] },
    openClass: sheet.openClass,
    sourceOfRecord: provider,
    legalBasis: sheet.legalBasis.map(([zh, en, article]) => ({ zh, en, article })),
    retention: 'P3Y',
    qualityRules: Object.entries(sheet.qualityRules).map(([id, title]) => ({ id, ...titleOf(title) })),
    ...reviewsOf(sheet),
    relatedDatasets: sheet.related,
    querySchema: querySchemaOf(sheet),
    recordSchema: recordSchemaOf(sheet),
    mapping: sheet.code,
  };
}

function entryOf(item, sheet, provider) {
  const { name, title, type, grade, isSensitive, hasOwnBasis, level, mask, isRequired, values, unit } = item;
  const [kind, reference] = type.replace(/\[.*/, '').split(':');
  const share = shareOf(item, sheet);
  return {
    name,
    title,
    type,
    grade,
    sensitive: isSensitive,
    ownBasis: hasOwnBasis,
    share,
    level,
    source: item.from === undefined ? { dept: provider, dataset: sheet.code, item: name } : sourceOfRecord(item.from),
    mask,
    required: isRequired,
    queryable: isQueryable(name, sheet),
    openable: sheet.openClass === '1' && share === 'U',
    ...(kind === 'id' && { identifier: reference }),
    ...(kind === 'c' && { codeTable: reference }),
    ...(values !== undefined && { values: Object.entries(values).map(([code, title]) => ({ code, ...titleOf(title) })) }),
    ...(unit !== undefined && { unit }),
  };
}

/** Narrower than the entry where the item is not shared at all, or only on a basis of its own. */
function shareOf({ isShared, hasOwnBasis }, { share }) {
  if (!isShared) return 'N';
  return hasOwnBasis ? 'C' : share;
}

function isQueryable(name, sheet) {
  const isKey = alternativesOf(sheet).some(({ names }) => names.includes(name));
  return isKey || Object.values(sheet.keyPlaces ?? {}).some(({ anyOf = [] }) => anyOf.includes(name));
}

function conditionsOf({ scope, uses, conditions }) {
  return { scope: scope.map(usccOf), uses, conditions };
}

/** First editions were assessed, approved and filed in one round. */
function reviewsOf({ code, body }) {
  return {
    secrecyReview: { declaredBy: `${body}-0007`, reviewedBy: `${body}-0001`, on: '2026-09-01', result: 'not-secret' },
    pia: { ref: `PIA-${code}-2026`, on: '2026-09-03', result: 'acceptable', validTo: '2029-09-02' },
    approvedBy: `${body}-0001`,
    filedOn: '2026-09-08',
    publishedOn: '2026-09-10',
  };
}

function titleOf([zh, en]) {
  return { zh, en };
}
