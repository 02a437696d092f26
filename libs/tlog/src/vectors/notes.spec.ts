import { describe, expect, it } from '@jest/globals';
import {
  openCheckpoint,
  openNote,
  parsePolicy,
  parseVkey,
  type Policy,
  verifyCheckpoint,
  verifyTlogProof,
  type VerifierKey,
} from '../index.js';
import { type Case, vectorBytes, vectorJson } from './vector-files.contract.js';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

function keyOf(vkey: string): VerifierKey {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) throw new Error(`not a key: ${vkey}`);
  return parsed.value;
}

interface Trust {
  readonly origin: string;
  readonly log: string;
  readonly witnesses: readonly string[];
  readonly quorum: number;
}

function policyOf({ origin, log, witnesses, quorum }: Trust): Policy {
  const keys = witnesses.map(keyOf);
  const group = { threshold: quorum, members: keys.map((witness) => ({ witness })) };
  return { origin, logs: [keyOf(log)], witnesses: keys, quorum: quorum === 0 ? 'none' : group };
}

const titled = <T extends Case>(cases: readonly T[]) => cases.map((each) => [each.verdict, each.name, each] as const);

describe('signed notes', () => {
  const file = vectorJson<{ keys: readonly string[]; cases: readonly (Case & { note: string })[] }>('tlog/note-cases.json');
  const keys = file.keys.map(keyOf);

  it.each(titled(file.cases))('%s: %s', (verdict, _, { note }) => {
    expect(openNote(bytesOf(note), keys).ok).toBe(verdict === 'accept');
  });
});

describe('verifier keys', () => {
  const { cases } = vectorJson<{ cases: readonly (Case & { vkey: string })[] }>('tlog/vkey-cases.json');

  it.each(titled(cases))('%s: %s', (verdict, _, { vkey }) => {
    expect(parseVkey(vkey).ok).toBe(verdict === 'accept');
  });
});

describe('checkpoints under a policy', () => {
  const { cases } = vectorJson<{ cases: readonly (Case & Trust & { note: string })[] }>('tlog/checkpoint-cases.json');

  it.each(titled(cases))('%s: %s', (verdict, _, each) => {
    expect(verifyCheckpoint(bytesOf(each.note), policyOf(each)).ok).toBe(verdict === 'accept');
  });

  it('never come out of openCheckpoint when the policy refuses them for their own text', () => {
    const witnessed = ['quorum not met', 'one witness counted twice'];
    for (const each of cases.filter((one) => one.verdict === 'reject' && !witnessed.includes(one.name))) {
      const opened = openCheckpoint(bytesOf(each.note), keyOf(each.log));
      const refusedForWitness = each.name.startsWith('cosignature');
      const foreign = opened.ok && opened.value.origin !== each.origin;
      expect([each.name, opened.ok && !foreign]).toEqual([each.name, refusedForWitness]);
    }
  });

  it('beyond 2^53 are valid, and refused where we would have to round', () => {
    const largest = cases.find((each) => each.name === 'largest size');
    const opened = openCheckpoint(bytesOf(largest?.note ?? ''), keyOf(largest?.log ?? ''));
    expect(opened).toEqual({ ok: false, failure: 'SIZE_BEYOND_SAFE' });
  });
});

describe('receipts', () => {
  const file = vectorJson<{ policy: Trust; cases: readonly (Case & { entry: number; quorum: number; proof: string })[] }>(
    'tlog/tlog-proof-cases.json',
  );

  it.each(titled(file.cases))('%s: %s', (verdict, _, { entry, quorum, proof }) => {
    const leaf = vectorBytes(`tlog/example/entries/${entry}.json`);
    expect(verifyTlogProof(bytesOf(proof), leaf, policyOf({ ...file.policy, quorum })).ok).toBe(verdict === 'accept');
  });
});

describe('policy files', () => {
  const { cases } = vectorJson<{ cases: readonly (Case & { policy: string })[] }>('tlog/policy-cases.json');

  it.each(titled(cases))('%s: %s', (verdict, _, { policy }) => {
    expect(parsePolicy(policy).ok).toBe(verdict === 'accept');
  });
});
