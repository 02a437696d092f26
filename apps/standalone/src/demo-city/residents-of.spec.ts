import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ageOn, CodeTable, fixtureRegions, validateIdentifier } from '@shutong/standards';
import { DEMONSTRATION_DATE } from './days.js';
import { NAMED_RESIDENTS } from './named-residents.js';
import type { Resident } from './resident.js';
import { residentsOf } from './residents-of.js';

const residents = [...residentsOf(2000)];
const context = { regions: fixtureRegions, at: DEMONSTRATION_DATE };

describe('The residents of the fixture city', () => {
  it('begin with the five named persons', () => {
    expect(residents.slice(0, 5)).toEqual(NAMED_RESIDENTS);
    expect(residents.slice(0, 5).map(({ name, idNo }) => `${name} ${idNo}`)).toEqual([
      '张测 990104190001010017',
      '李试 990104190001010025',
      '张小测 990104190001020039',
      '王示 990102190001030058',
      '赵范 990104190001040048',
    ]);
  });

  it('are the same every time, and a smaller city is the beginning of a larger one', () => {
    expect([...residentsOf(2000)]).toEqual(residents);
    expect([...residentsOf(777)]).toEqual(residents.slice(0, 777));
  });

  it('each have a valid number of their own, marked with the year 1900, that tells the sex', () => {
    expect(new Set(residents.map(({ idNo }) => idNo)).size).toBe(2000);
    for (const { idNo, sex } of residents) {
      expect(validateIdentifier('resident-id', idNo, context)).toEqual({ ok: true, value: idNo });
      expect(idNo.slice(6, 10)).toBe('1900');
      expect(Number(idNo.slice(14, 17)) % 2).toBe(sex === '1' ? 1 : 0);
    }
  });

  it('have ages between 0 and 101 that the number does not tell', () => {
    const ages = residents.map(({ birthDate }) => ageOn(birthDate, DEMONSTRATION_DATE) ?? -1);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThanOrEqual(101);
    expect(ages.filter((age) => age < 14).length).toBeGreaterThan(50);
    expect(ages.filter((age) => age >= 80).length).toBeGreaterThan(50);
  });

  it('carry codes that are in force where they live', () => {
    const [sexes, ethnicities, relations] = [table('sex'), table('ethnicity'), table('relation')];
    const today = { ...context, regionAt: DEMONSTRATION_DATE } as const;
    for (const resident of residents) {
      expect(validateIdentifier('region6', resident.domicileRegion, today).ok).toBe(true);
      expect(sexes.has(resident.sex)).toBe(true);
      expect(ethnicities.has(resident.ethnicity)).toBe(true);
      expect(relations.has(resident.relationToHead)).toBe(true);
    }
  });

  it('live in households with one address and one head each', () => {
    const households = new Map<string, Resident[]>();
    for (const resident of residents) {
      households.set(resident.householdNo, [...(households.get(resident.householdNo) ?? []), resident]);
    }
    for (const members of households.values()) {
      expect(new Set(members.map(({ domicileAddr }) => domicileAddr)).size).toBe(1);
      expect(members.filter(({ relationToHead }) => relationToHead === '02')).toHaveLength(1);
    }
  });

  it('are deregistered exactly when they are dead, and never before their birth', () => {
    for (const { deathMark, deregisteredOn, birthDate } of residents) {
      expect(deregisteredOn !== undefined).toBe(deathMark);
      expect((deregisteredOn ?? birthDate) >= birthDate).toBe(true);
    }
    expect(residents.filter(({ deathMark }) => deathMark).length).toBeGreaterThan(5);
  });

  it('cannot be fewer than the named ones', () => {
    expect(() => [...residentsOf(4)]).toThrow(RangeError);
  });
});

function table(id: string): CodeTable {
  const url = new URL(`../../../../schemas/tables/${id}.json`, import.meta.url);
  const parsed = CodeTable.parse(JSON.parse(readFileSync(url, 'utf8')));
  if (!parsed.ok) throw new Error(parsed.failure);
  return parsed.value;
}
