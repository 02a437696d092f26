import { completeUscc } from '@shutong/standards';
import { daysBefore } from './days.js';
import { addressIn, districtAt } from './districts.js';
import { PseudoRandom } from './pseudo-random.js';
import type { Resident } from './resident.js';
import { seedOf } from './seed-of.js';

/** A body of the enterprise register, in the city's own words. */
export interface Enterprise {
  readonly uscc: string;
  readonly name: string;
  readonly region: string;
  readonly address: string;
  readonly industry: string;
  readonly estDate: string;
  readonly isActive: boolean;
  readonly owner: Resident;
}

/** The enterprise that documents and demonstrations name (domain reference §6). */
export const FIRST_ENTERPRISE = '91990104MA9100012Q';
const SHOP_OF_WANG = '91990102MA9100047E';

/** Named bodies by their owner, 王示. */
const NAMED: ReadonlyMap<string, readonly { readonly uscc: string; readonly name: string; readonly region: string }[]> = new Map([
  [
    '990102190001030058',
    [
      { uscc: FIRST_ENTERPRISE, name: '数通市测试食品有限公司', region: '990104' },
      { uscc: SHOP_OF_WANG, name: '数通市示例商贸有限公司', region: '990102' },
    ],
  ],
]);

/** Numbers of generated bodies begin here; below are those of the fixture table. */
const FIRST_NUMBER = 10_100;
/** Enterprises that every city of a thousand residents has; they employ. */
const EMPLOYERS = 50;

interface Trade {
  readonly name: string;
  /** GB/T 4754. */
  readonly industry: string;
}

const TRADES: readonly [Trade, ...Trade[]] = [
  { name: '食品', industry: 'C1411' },
  { name: '建筑', industry: 'E4710' },
  { name: '稻米', industry: 'C1311' },
];

/** Credit code of generated body `number`, with both check characters right. */
function usccOf(number: number): string {
  const { region } = districtAt(number);
  return completeUscc(`91${region}MA9${String(FIRST_NUMBER + number).padStart(5, '0')}`);
}

/** Credit code of one of the enterprises that employ. */
export function employerAt(place: number): string {
  return usccOf(place % EMPLOYERS);
}

/** Counts through the households in their order: who owns the n-th enterprise is the same in every register. */
export class Enterprises {
  private next = 0;

  /** Enterprises of a household: those of named persons, and of about every fourth household one of its head. */
  ownedBy(members: readonly Resident[]): readonly Enterprise[] {
    return members.flatMap((member, place) => {
      const named = NAMED.get(member.idNo);
      if (named !== undefined) return named.map((own) => enterpriseOf(member, own));
      return place === 0 && isOwner(member) ? [this.generated(member)] : [];
    });
  }

  private generated(owner: Resident): Enterprise {
    const number = this.next;
    this.next += 1;
    const { region } = districtAt(number);
    return enterpriseOf(owner, { uscc: usccOf(number), name: '', region });
  }
}

function isOwner({ idNo, deathMark }: Resident): boolean {
  return !deathMark && new PseudoRandom(seedOf(`owner ${idNo}`)).chance(0.26);
}

function enterpriseOf(
  owner: Resident,
  own: { readonly uscc: string; readonly name: string; readonly region: string },
): Enterprise {
  const random = new PseudoRandom(seedOf(own.uscc));
  const trade = random.pick(TRADES);
  const isNamed = own.name !== '';
  return {
    uscc: own.uscc,
    name: isNamed ? own.name : `数通市${own.uscc.slice(10, 16)}号${trade.name}有限公司`,
    region: own.region,
    address: addressIn(own.region, random),
    industry: trade.industry,
    estDate: daysBefore(random.between(200, 6_000)),
    isActive: isNamed || random.chance(0.93),
    owner,
  };
}
