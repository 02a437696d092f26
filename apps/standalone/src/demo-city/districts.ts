import { PseudoRandom } from './pseudo-random.js';

/** A district of the fixture city (domain reference §6) with its share of the residents. */
export interface District {
  readonly region: string;
  readonly address: string;
  readonly share: number;
}

export const NANYUAN: District = { region: '990104', address: '数通省数通市南苑区', share: 0.4 };
export const DONGGANG: District = { region: '990102', address: '数通省数通市东港区', share: 0.2 };

const DISTRICTS: readonly District[] = [
  NANYUAN,
  DONGGANG,
  { region: '990103', address: '数通省数通市西岭区', share: 0.15 },
  { region: '990105', address: '数通省数通市北陵区', share: 0.1 },
  { region: '990113', address: '数通省数通市青禾区', share: 0.1 },
  { region: '990181', address: '数通省云溪市', share: 0.05 },
];

/** Regions that stand in person numbers: 青禾县 is gone, its old numbers are not. */
export const NUMBER_REGIONS = ['990104', '990102', '990103', '990105', '990113', '990122', '990181'] as const;

export function districtOf(random: PseudoRandom): District {
  let place = random.below(1000) / 1000;
  for (const district of DISTRICTS) {
    if (place < district.share) return district;
    place -= district.share;
  }
  return NANYUAN;
}

/** A district for the n-th of something, each as often as its share. */
export function districtAt(number: number): District {
  return districtOf(new PseudoRandom(number));
}

/** An address in the district of that region. */
export function addressIn(region: string, random: PseudoRandom): string {
  const district = DISTRICTS.find((candidate) => candidate.region === region) ?? NANYUAN;
  const street = random.pick(['经', '纬']) + random.pick(['一', '二', '三', '四', '五', '六', '七', '八', '九']);
  const room = `${String(random.between(1, 6))}0${String(random.between(1, 4))}`;
  return `${district.address}${street}路${String(random.between(1, 299))}号${String(random.between(1, 40))}-${room}`;
}
