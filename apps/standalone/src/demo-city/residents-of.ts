import { addressIn, districtOf, NUMBER_REGIONS } from './districts.js';
import { householdOf } from './household.js';
import { NAMED_HOUSEHOLDS, NAMED_RESIDENTS } from './named-residents.js';
import { PseudoRandom } from './pseudo-random.js';
import type { Resident } from './resident.js';
import { ResidentNumbers } from './resident-numbers.js';

const SEED = 990_100;
/** Household numbers below are those of the named persons. */
const FIRST_HOUSEHOLD = 4;

/** Persons who live together, the head first. */
export type Household = readonly Resident[];

/**
 * Households of the fixture city with `count` residents in all, at least the five named ones. The same for every call, and a smaller city
 * is the beginning of a larger one. One household at a time: a million residents need no memory.
 */
export function* householdsOf(count: number): Generator<Household, void, void> {
  if (!Number.isSafeInteger(count) || count < NAMED_RESIDENTS.length) {
    throw new RangeError(`a demonstration city has at least ${String(NAMED_RESIDENTS.length)} residents`);
  }
  yield* NAMED_HOUSEHOLDS;
  const random = new PseudoRandom(SEED);
  const numbers = new ResidentNumbers(new Set(NAMED_RESIDENTS.map(({ idNo }) => idNo)));
  let left = count - NAMED_RESIDENTS.length;
  for (let household = FIRST_HOUSEHOLD; left > 0; household += 1) {
    const members = residentsOfHousehold(household, random, numbers).slice(0, left);
    left -= members.length;
    yield members;
  }
}

/** The residents of these households, one by one. */
export function* residentsOf(count: number): Generator<Resident, void, void> {
  for (const household of householdsOf(count)) yield* household;
}

function residentsOfHousehold(household: number, random: PseudoRandom, numbers: ResidentNumbers): readonly Resident[] {
  const district = districtOf(random);
  const shared = {
    domicileRegion: district.region,
    domicileAddr: addressIn(district.region, random),
    householdNo: `${district.region}H${String(household).padStart(8, '0')}`,
  };
  return householdOf(random).map((member) => {
    // Who moved here kept the number of the old home.
    const region = random.chance(0.9) ? district.region : random.pick(NUMBER_REGIONS);
    return { idNo: numbers.next(region, member.sex), ...shared, ...member };
  });
}
