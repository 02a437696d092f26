/** Tokens of one system: as many as it may ask in a second, refilled steadily. */
interface Bucket {
  level: number;
  filledAt: number;
}

const MAX_SYSTEMS = 10_000;

/** At most `ratePerSecond` requests of a system in any second, bursts of one second's worth. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly ratePerSecond: number) {}

  /** Takes one token; false when there is none. */
  take(system: string, now: number): boolean {
    const bucket = this.buckets.get(system) ?? this.newBucket(system, now);
    const refill = (Math.max(0, now - bucket.filledAt) * this.ratePerSecond) / 1_000;
    bucket.level = Math.min(this.ratePerSecond, bucket.level + refill);
    bucket.filledAt = now;
    if (bucket.level < 1) return false;
    bucket.level -= 1;
    return true;
  }

  private newBucket(system: string, now: number): Bucket {
    // Tokens come from a trusted issuer, so systems are few; the bound only keeps a broken issuer from filling memory.
    if (this.buckets.size >= MAX_SYSTEMS) this.buckets.clear();
    const bucket = { level: this.ratePerSecond, filledAt: now };
    this.buckets.set(system, bucket);
    return bucket;
  }
}
