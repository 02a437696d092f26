/** Bounds of a band in yuan: `from` belongs to it, `to` does not; without `to` it has no upper end. */
export interface AmountBand {
  readonly from: number;
  readonly to: number | undefined;
}

/** band:income (yuan per month) and band:amount (domain.md §7): the nine spellings that there are. */
const BOUNDS = [0, 500, 1000, 2000, 3000, 5000, 8000, 12_000, 20_000] as const;

const BANDS: ReadonlyMap<string, AmountBand> = new Map(
  BOUNDS.map((from, place) => {
    const to = BOUNDS[place + 1];
    return [`[${String(from)},${to === undefined ? '+' : String(to)})`, { from, to }];
  }),
);

/** The bounds of a band as records spell it; undefined for any other text. */
export function amountBandOf(text: string): AmountBand | undefined {
  return BANDS.get(text);
}
