import type { Condition } from '@shutong/contracts';
import { ageOn } from '@shutong/standards';
import { isWithinRegions, regionOfValue } from '../answer/region-filter.js';
import type { SourceRecord } from '../answer/source-row.js';

/** What a predicate is asked with. */
export interface Asked {
  /** By name, checked against the dataset's query schema. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Schemas of the data items, by name. */
  readonly items: Readonly<Record<string, { readonly 'x-identifier'?: unknown }>>;
}

/** Whether a record fulfils a condition. An item that is absent fulfils none, but where an open end counts. */
export function fulfils(record: SourceRecord, condition: Condition, asked: Asked): boolean {
  if ('is' in condition) return record[condition.item] === condition.is;
  if ('in' in condition) return condition.in.some((code) => code === record[condition.item]);
  if ('equals' in condition) return equals(record, condition, asked.args);
  if ('inRegion' in condition) return isInRegion(record[condition.item], condition, asked);
  if ('ageAtLeast' in condition) return isOfAge(record[condition.item], condition, asked.args);
  if ('atMost' in condition) return isAtMost(record[condition.item], asked.args[condition.atMost]);
  return isInTime(record[condition.item], condition, asked.args);
}

function equals(
  record: SourceRecord,
  { item, equals: argument, optional }: Extract<Condition, { readonly equals: string }>,
  args: Asked['args'],
): boolean {
  const wanted = args[argument];
  if (wanted === undefined) return optional === true;
  return [item].flat().some((name) => record[name] === wanted);
}

function isInRegion(
  value: unknown,
  { item, inRegion }: Extract<Condition, { readonly inRegion: string }>,
  { args, items }: Asked,
): boolean {
  const region = regionOfValue(value, items[item]?.['x-identifier']);
  const wide = args[inRegion];
  return region !== undefined && typeof wide === 'string' && isWithinRegions(region, [wide]);
}

function isOfAge(
  born: unknown,
  { ageAtLeast, on }: Extract<Condition, { readonly ageAtLeast: string }>,
  args: Asked['args'],
): boolean {
  const [years, day] = [args[ageAtLeast], args[on]];
  if (typeof born !== 'string' || typeof day !== 'string' || typeof years !== 'number') return false;
  const age = ageOn(born, day);
  return age !== undefined && age >= years;
}

function isAtMost(value: unknown, limit: unknown): boolean {
  return (typeof value === 'string' || typeof value === 'number') && typeof limit === 'number' && Number(value) <= limit;
}

type TimeCondition = Extract<Condition, { readonly orAbsent?: boolean }>;

function isInTime(value: unknown, condition: TimeCondition, args: Asked['args']): boolean {
  if (value === undefined) return condition.orAbsent === true;
  const order = compareTimes(value, args[argumentOf(condition)]);
  if (order === undefined) return false;
  if ('notAfter' in condition) return order <= 0;
  return 'notBefore' in condition ? order >= 0 : order > 0;
}

function argumentOf(condition: TimeCondition): string {
  if ('notAfter' in condition) return condition.notAfter;
  return 'notBefore' in condition ? condition.notBefore : condition.after;
}

/** `2026-11` is neither before nor after `2026-11-22`: the shorter one says no more. Undefined where one of them is no time. */
function compareTimes(value: unknown, argument: unknown): number | undefined {
  if (typeof value !== 'string' || typeof argument !== 'string') return undefined;
  const length = Math.min(value.length, argument.length);
  const [a, b] = [value.slice(0, length), argument.slice(0, length)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
