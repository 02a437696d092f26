/** Bodies of the fixture city that provide or receive the datasets, by the letters with which their officers' numbers begin. */
const BODIES = {
  ga: '11990104MB9100024A',
  mz: '11990104MB9100059W',
  scj: '11990104MB91000325',
  sw: '11990104MB91000400',
  rs: '11990104MB9100067P',
  wj: '11990104MB9100075J',
  yb: '11990104MB9100083D',
  jy: '11990104MB91000918',
  zr: '11990104MB9100104X',
  gjj: '12990104MB9100112M',
  jj: '11990104MB9100171U',
  cl: '13990104MB9100120D',
  zj: '11990104MB910026X7',
};

/** The 统一社会信用代码 of a body. */
export function usccOf(body) {
  return BODIES[body] ?? fail(`no body ${body}`);
}

/** Providers of items that are taken over from another dataset (一数一源). */
const PROVIDERS = { D01: 'ga', D03: 'wj', D06: 'scj' };

/** `D01.idNo` as the source of record of an item. */
export function sourceOfRecord(text) {
  const [dataset, item] = text.split('.');
  return { dept: usccOf(PROVIDERS[dataset] ?? fail(`no provider of ${dataset}`)), dataset, item };
}

function fail(why) {
  throw new Error(why);
}
