import { ageOn } from '@shutong/standards';
import { DEMONSTRATION_DATE } from './days.js';
import { employerAt } from './enterprise.js';
import { NAMED_LIVES } from './named-lives.js';
import { PseudoRandom } from './pseudo-random.js';
import type { Resident } from './resident.js';
import { seedOf } from './seed-of.js';

/** Bands of the exchange, never finer (domain reference §7). */
export const BANDS = [
  '[0,500)',
  '[500,1000)',
  '[1000,2000)',
  '[2000,3000)',
  '[3000,5000)',
  '[5000,8000)',
  '[8000,12000)',
  '[12000,20000)',
  '[20000,+)',
] as const;
export type Band = (typeof BANDS)[number];

/** What a resident does and has, from which every register follows. */
export interface Life {
  /** On the demonstration's day; of the dead, what it would have been. */
  readonly age: number;
  readonly isAlive: boolean;
  readonly work: 'employed' | 'self-employed' | 'unemployed' | 'none';
  /** USCC, exactly when employed. */
  readonly employer?: string;
  readonly income: Band;
  /** Months of this year with contributions, from January on. */
  readonly paidMonths: number;
  readonly fund?: Band;
  readonly pension?: Band;
  readonly cars: number;
  readonly disability?: { readonly kind: string; readonly grade: string };
  readonly isAtSchool: boolean;
  readonly hasArrears: boolean;
}

export type LifeOf = (resident: Resident) => Life;

/** The same for every call: the life of a person follows from the person's number. Named persons live as the demonstration tells. */
export const lifeOf: LifeOf = (resident) => {
  const life = drawLife(resident);
  return { ...life, ...NAMED_LIVES.get(resident.idNo) };
};

function drawLife(resident: Resident): Life {
  const age = ageOn(resident.birthDate, DEMONSTRATION_DATE) ?? 0;
  const isAlive = !resident.deathMark;
  const work = isAlive && age >= 18 && age < 60 ? drawWork(drawn('work', resident)) : 'none';
  return {
    age,
    isAlive,
    work,
    income: work === 'none' ? BANDS[0] : bandBetween(drawn('income', resident), 2, 8),
    ...employmentOf(resident, work),
    ...(isAlive && supportOf(resident, age)),
    cars: isAlive && age >= 18 ? carsOf(resident) : 0,
    isAtSchool: isAlive && isOfSchoolAge(age) && drawn('school', resident).chance(0.97),
    hasArrears: work === 'self-employed' && drawn('arrears', resident).chance(0.08),
  };
}

function carsOf(resident: Resident): number {
  const random = drawn('cars', resident);
  return random.chance(0.35) ? random.between(1, 2) : 0;
}

function isOfSchoolAge(age: number): boolean {
  return age >= 3 && age <= 21;
}

/** Choices of one kind about one person: the same whatever else is drawn. */
function drawn(what: string, { idNo }: Resident): PseudoRandom {
  return new PseudoRandom(seedOf(`${what} ${idNo}`));
}

function bandBetween(random: PseudoRandom, least: number, most: number): Band {
  return BANDS[random.between(least, most)] ?? BANDS[0];
}

function drawWork(random: PseudoRandom): Life['work'] {
  const place = random.below(100);
  if (place < 72) return 'employed';
  if (place < 85) return 'self-employed';
  return place < 93 ? 'unemployed' : 'none';
}

/** Employer, contributions and housing fund go with employment. */
function employmentOf(resident: Resident, work: Life['work']): Pick<Life, 'employer' | 'paidMonths' | 'fund'> {
  if (work !== 'employed') return { paidMonths: 0 };
  const fund = drawn('fund', resident);
  return {
    employer: employerAt(drawn('employer', resident).below(1_000)),
    paidMonths: drawn('months', resident).between(6, 10),
    ...(fund.chance(0.6) && { fund: bandBetween(fund, 4, 8) }),
  };
}

function supportOf(resident: Resident, age: number): Pick<Life, 'pension' | 'disability'> {
  const pension = drawn('pension', resident);
  const disability = drawn('disability', resident);
  return {
    ...(age >= 60 && pension.chance(0.8) && { pension: bandBetween(pension, 1, 5) }),
    ...(disability.chance(0.025) && {
      disability: { kind: String(disability.between(1, 7)), grade: String(disability.between(1, 4)) },
    }),
  };
}
