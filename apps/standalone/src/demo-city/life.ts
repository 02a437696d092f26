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

function drawLife({ idNo, birthDate, deathMark }: Resident): Life {
  const random = new PseudoRandom(seedOf(idNo));
  const age = ageOn(birthDate, DEMONSTRATION_DATE) ?? 0;
  const isAlive = !deathMark;
  const work = isAlive && age >= 18 && age < 60 ? drawWork(random) : 'none';
  const income = BANDS[work === 'none' ? 0 : random.between(2, 8)] ?? BANDS[0];
  return {
    age,
    isAlive,
    work,
    ...(work === 'employed' && { employer: employerAt(random.below(1_000)) }),
    income,
    paidMonths: work === 'employed' ? random.between(6, 10) : 0,
    ...(work === 'employed' && random.chance(0.6) && { fund: BANDS[random.between(4, 8)] ?? BANDS[4] }),
    ...(isAlive && age >= 60 && random.chance(0.8) && { pension: BANDS[random.between(1, 5)] ?? BANDS[1] }),
    cars: isAlive && age >= 18 && random.chance(0.35) ? random.between(1, 2) : 0,
    ...(isAlive &&
      random.chance(0.025) && { disability: { kind: String(random.between(1, 7)), grade: String(random.between(1, 4)) } }),
    isAtSchool: isAlive && age >= 3 && age <= 21 && random.chance(0.97),
    hasArrears: work === 'self-employed' && random.chance(0.08),
  };
}

function drawWork(random: PseudoRandom): Life['work'] {
  const place = random.below(100);
  if (place < 72) return 'employed';
  if (place < 85) return 'self-employed';
  return place < 93 ? 'unemployed' : 'none';
}
