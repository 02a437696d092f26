import { fail, ok, type Result } from '@shutong/kernel';
import { equalHashes } from '../hashing/hash.js';
import { type KeyType, parseVkey, type VerifierKey } from '../note/vkey.js';
import { parseSafeDecimal } from '../text/decimal.js';
import { decodeStrictly } from '../text/strict-text.js';
import type { Policy, QuorumMember } from './policy.js';

// Tab and newline are the only control characters of a policy (C2SP tlog-policy, "Character set").
// oxlint-disable-next-line no-control-regex -- the control characters are the point
const FORBIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** A C2SP tlog-policy file with one origin, every key and every member used once. */
export function parsePolicy(text: string | Uint8Array): Result<Policy, 'POLICY_MALFORMED'> {
  const whole = decodeStrictly(text);
  if (whole === undefined || FORBIDDEN.test(whole) || !whole.endsWith('\n')) return fail('POLICY_MALFORMED');
  const reader = new PolicyReader();
  for (const line of whole.slice(0, -1).split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    const [keyword, ...rest] = words;
    if (keyword === undefined || keyword.startsWith('#')) continue;
    if (!reader.read(keyword, rest)) return fail('POLICY_MALFORMED');
  }
  const policy = reader.policy();
  return policy === undefined ? fail('POLICY_MALFORMED') : ok(policy);
}

class PolicyReader {
  readonly #logs: VerifierKey[] = [];
  readonly #witnesses: VerifierKey[] = [];
  /** Witnesses and groups share one name space. */
  readonly #named = new Map<string, QuorumMember>();
  readonly #used = new Set<string>();
  #quorum: Policy['quorum'] | undefined;

  /** False when the line is not one of the four, or contradicts an earlier one. */
  read(keyword: string, words: readonly string[]): boolean {
    switch (keyword) {
      case 'log':
        return words.length <= 2 && this.#addKey(words[0], 1, this.#logs) !== undefined;
      case 'witness':
        return words.length <= 3 && this.#witness(words[0], words[1]);
      case 'group':
        return this.#group(words);
      case 'quorum':
        return words.length === 1 && this.#setQuorum(words[0]);
      default:
        return false;
    }
  }

  policy(): Policy | undefined {
    const [log] = this.#logs;
    if (log === undefined || this.#quorum === undefined) return undefined;
    // Heads of two origins under one file would let one log speak for the other.
    if (this.#logs.some((other) => other.name !== log.name)) return undefined;
    return { origin: log.name, logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum };
  }

  #witness(name: string | undefined, vkey: string | undefined): boolean {
    if (!this.#isFree(name)) return false;
    const key = this.#addKey(vkey, 4, this.#witnesses);
    if (key === undefined) return false;
    this.#named.set(name, { witness: key });
    return true;
  }

  #group(words: readonly string[]): boolean {
    const [name, threshold, ...names] = words;
    if (!this.#isFree(name) || threshold === undefined) return false;
    const members: QuorumMember[] = [];
    for (const each of names) {
      const member = this.#named.get(each);
      // A witness in two groups would have two votes.
      if (member === undefined || this.#used.has(each)) return false;
      this.#used.add(each);
      members.push(member);
    }
    const count = thresholdOf(threshold, members.length);
    if (count === undefined) return false;
    this.#named.set(name, { threshold: count, members });
    return true;
  }

  #setQuorum(name: string | undefined): boolean {
    if (this.#quorum !== undefined || name === undefined) return false;
    this.#quorum = name === 'none' ? name : this.#named.get(name);
    return this.#quorum !== undefined;
  }

  #isFree(name: string | undefined): name is string {
    return name !== undefined && name !== 'none' && !this.#named.has(name);
  }

  /** One public key twice, under whatever name or type, would count twice or make the log its own witness. */
  #addKey(vkey: string | undefined, type: KeyType, list: VerifierKey[]): VerifierKey | undefined {
    const parsed = parseVkey(vkey ?? '');
    if (!parsed.ok || parsed.value.type !== type) return undefined;
    const key = parsed.value;
    if ([...this.#logs, ...this.#witnesses].some((other) => equalHashes(other.raw, key.raw))) return undefined;
    list.push(key);
    return key;
  }
}

function thresholdOf(word: string, members: number): number | undefined {
  if (members === 0) return undefined;
  if (word === 'any') return 1;
  if (word === 'all') return members;
  const count = parseSafeDecimal(word);
  return count !== undefined && count >= 1 && count <= members ? count : undefined;
}
