import { randomBytes } from 'node:crypto';

/** Source of secrets and ids; an argument, so that tests are repeatable. */
export interface Randomness {
  bytes(length: number): Uint8Array;
}

export const systemRandomness: Randomness = { bytes: (length) => randomBytes(length) };
