/**
 * What a row has to fulfil. Arguments are named as the query's `ask` names them. Dates and months compare at the shorter's precision;
 * a row without the item fulfils nothing, unless `orAbsent` says that an open end counts.
 */
export type Condition =
  | { readonly item: string; readonly is: boolean }
  | { readonly item: string; readonly in: readonly string[] }
  /** A list of items: any of them equals. `optional`: an argument that was not given asks for nothing. */
  | { readonly item: string | readonly string[]; readonly equals: string; readonly optional?: boolean }
  | { readonly item: string; readonly notAfter: string; readonly orAbsent?: boolean }
  | { readonly item: string; readonly notBefore: string; readonly orAbsent?: boolean }
  | { readonly item: string; readonly after: string; readonly orAbsent?: boolean }
  | { readonly item: string; readonly inRegion: string }
  /** Years of age on the day of the argument `on`. */
  | { readonly item: string; readonly ageAtLeast: string; readonly on: string }
  | { readonly item: string; readonly atMost: string };

type Conditions = readonly Condition[];

/**
 * How a predicate (核验) follows from the rows of one subject. All conditions of a list have to hold; an empty list always does. Every
 * rule answers yes, no or unknown, but `count` (an integer), `ageBand` and `value` (a band or code, or unknown).
 */
type Rule =
  | { readonly kind: 'some'; readonly where: Conditions }
  | { readonly kind: 'exists' }
  | { readonly kind: 'count'; readonly where: Conditions }
  | { readonly kind: 'countAtLeast'; readonly where: Conditions; readonly distinct?: string; readonly argument: string }
  /** Of the rows that fulfil `where`, the one with the greatest `by` decides. */
  | { readonly kind: 'latest'; readonly by: string; readonly where: Conditions; readonly then: Conditions }
  /** A band against an amount: decided by the band's bounds. */
  | { readonly kind: 'amount'; readonly item: string; readonly atLeast: string; readonly where?: Conditions }
  | { readonly kind: 'amount'; readonly item: string; readonly below: string; readonly where?: Conditions }
  | { readonly kind: 'ageBand'; readonly item: string }
  | { readonly kind: 'value'; readonly item: string; readonly where: Conditions }
  /** Whether a second subject, whom `argument` names and `key` finds, has the same value. */
  | { readonly kind: 'sameAs'; readonly item: string; readonly key: string; readonly argument: string };

/** `threshold`: the argument with which a value could be searched out (domain.md §11). */
export type PredicateRule = Rule & { readonly threshold?: string };

/** Every data item that a rule reads. */
export function itemsOfRule(rule: PredicateRule): readonly string[] {
  const own = 'item' in rule ? [rule.item] : [];
  const by = rule.kind === 'latest' ? [rule.by] : [];
  const distinct = rule.kind === 'countAtLeast' && rule.distinct !== undefined ? [rule.distinct] : [];
  const conditions = [...('where' in rule ? (rule.where ?? []) : []), ...('then' in rule ? rule.then : [])];
  return [...own, ...by, ...distinct, ...conditions.flatMap(({ item }) => item)];
}
