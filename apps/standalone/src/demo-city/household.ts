import { daysBefore } from './days.js';
import { givenNameOf, surnameOf } from './person-names.js';
import type { PseudoRandom } from './pseudo-random.js';
import type { Resident, Sex } from './resident.js';

/** What belongs to a person and not to the household's address. */
export type Member = Pick<
  Resident,
  'name' | 'sex' | 'birthDate' | 'relationToHead' | 'ethnicity' | 'deathMark' | 'deregisteredOn'
>;

/** A household with its head first: alone, a couple, parents with children, or three generations. */
export function householdOf(random: PseudoRandom): readonly Member[] {
  const ethnicity = random.chance(0.92) ? '01' : String(random.between(2, 56)).padStart(2, '0');
  const surname = surnameOf(random);
  const kind = random.below(100);
  const headAge = kind < 50 ? random.between(18, 99) : random.between(24, 60);
  const head: Sex = random.chance(0.65) ? '1' : '2';
  const person = (sex: Sex, age: number, relationToHead: string, family = surname): Member =>
    memberOf({ sex, age, relationToHead, family, ethnicity }, random);

  const members = [person(head, headAge, '02')];
  if (kind >= 25) {
    const spouse = otherSex(head);
    members.push(
      person(spouse, clamp(headAge + random.between(-4, 4), 18, 100), spouse === '1' ? '11' : '12', surnameOf(random)),
    );
  }
  if (kind >= 50) {
    for (let child = random.between(1, 3); child > 0; child -= 1) {
      const sex = anySex(random);
      members.push(person(sex, random.between(0, headAge - 20), sex === '1' ? '20' : '30'));
    }
  }
  if (kind >= 90) {
    const sex = anySex(random);
    members.push(person(sex, clamp(headAge + random.between(22, 35), 40, 100), sex === '1' ? '51' : '52'));
  }
  return members;
}

interface Draft {
  readonly sex: Sex;
  readonly age: number;
  readonly relationToHead: string;
  readonly family: string;
  readonly ethnicity: string;
}

function memberOf(draft: Draft, random: PseudoRandom): Member {
  const { sex, relationToHead, ethnicity } = draft;
  const daysLived = Math.floor(draft.age * 365.25) + random.below(365);
  const deathMark = random.chance(draft.age >= 75 ? 0.06 : 0.002);
  return {
    name: draft.family + givenNameOf(sex, random),
    sex,
    birthDate: daysBefore(daysLived),
    relationToHead,
    ethnicity,
    deathMark,
    ...(deathMark ? { deregisteredOn: daysBefore(random.below(Math.min(daysLived, 1000) + 1)) } : {}),
  };
}

function anySex(random: PseudoRandom): Sex {
  return random.chance(0.5) ? '1' : '2';
}

function otherSex(sex: Sex): Sex {
  return sex === '1' ? '2' : '1';
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
