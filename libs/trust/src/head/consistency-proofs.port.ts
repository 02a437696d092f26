import type { Hash } from '@shutong/tlog';

/** Where a receiver of heads gets a consistency proof that its record does not carry. */
export abstract class ConsistencyProofs {
  /** RFC 6962 proof from size to size, unverified; undefined when it is not to be had now. */
  abstract fetch(from: number, to: number): Promise<readonly Hash[] | undefined>;
}
