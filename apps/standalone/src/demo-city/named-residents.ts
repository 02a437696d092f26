import { DONGGANG, NANYUAN } from './districts.js';
import type { Resident } from './resident.js';

const family = { ethnicity: '01', domicileRegion: NANYUAN.region, deathMark: false };

/** The persons that documents, tests and demonstrations call by name; always the first rows of the register. */
export const NAMED_RESIDENTS: readonly Resident[] = [
  {
    ...family,
    idNo: '990104190001010017',
    name: '张测',
    sex: '1',
    birthDate: '1984-03-12',
    domicileAddr: `${NANYUAN.address}经一路1号`,
    householdNo: '990104H00000001',
    relationToHead: '02',
  },
  {
    ...family,
    idNo: '990104190001010025',
    name: '李试',
    sex: '2',
    birthDate: '1986-07-30',
    domicileAddr: `${NANYUAN.address}经一路1号`,
    householdNo: '990104H00000001',
    relationToHead: '12',
  },
  {
    ...family,
    idNo: '990104190001020039',
    name: '张小测',
    sex: '1',
    birthDate: '2014-05-06',
    domicileAddr: `${NANYUAN.address}经一路1号`,
    householdNo: '990104H00000001',
    relationToHead: '20',
  },
  {
    ...family,
    idNo: '990102190001030058',
    name: '王示',
    sex: '1',
    birthDate: '1990-11-08',
    domicileRegion: DONGGANG.region,
    domicileAddr: `${DONGGANG.address}纬二路22号3-401`,
    householdNo: '990102H00000002',
    relationToHead: '02',
  },
  {
    ...family,
    idNo: '990104190001040048',
    name: '赵范',
    sex: '2',
    birthDate: '1944-01-19',
    domicileAddr: `${NANYUAN.address}纬五路105号2-102`,
    householdNo: '990104H00000003',
    relationToHead: '02',
  },
];

/** The same persons by household, in the same order. */
export const NAMED_HOUSEHOLDS: readonly (readonly Resident[])[] = [
  ...new Set(NAMED_RESIDENTS.map(({ householdNo }) => householdNo)),
].map((householdNo) => NAMED_RESIDENTS.filter((resident) => resident.householdNo === householdNo));
