import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  checkpointText,
  cosign,
  EMPTY_ROOT,
  noteSigner,
  openCheckpoint,
  parsePolicy,
  parseVkey,
  policyOfLog,
  signNote,
  verifyCheckpoint,
} from '../index.js';

const { privateKey } = generateKeyPairSync('ed25519');
const origin = 'log.shutong.example/990104/s0/2026h2';
const log = noteSigner(origin, 1, privateKey);
const witness = noteSigner('witness.example/1', 4, privateKey);
const text = checkpointText({ origin, size: 0, root: EMPTY_ROOT });

describe('a signer', () => {
  it('signs checkpoints that open with its own key and under the policy of its log', () => {
    const note = signNote(text, log);
    const key = parseVkey(log.vkey);
    const policy = parsePolicy(key.ok ? policyOfLog(key.value) : '');
    if (!key.ok || !policy.ok) throw new Error('a made key and its policy are well formed');
    expect(openCheckpoint(note, key.value)).toMatchObject({ ok: true, value: { origin, size: 0 } });
    expect(verifyCheckpoint(note, policy.value)).toMatchObject({ ok: true, value: { origin, size: 0n } });
  });

  it('signs nothing that no verifier would accept', () => {
    expect(() => signNote('no last newline', log)).toThrow(RangeError);
    expect(() => signNote(text, witness)).toThrow(RangeError);
    expect(() => cosign(text, log, 1)).toThrow(RangeError);
    expect(() => cosign(text, witness, 0)).toThrow(RangeError);
    expect(() => noteSigner('a name with spaces', 1, privateKey)).toThrow(RangeError);
    expect(() => noteSigner(origin, 1, generateKeyPairSync('x25519').privateKey)).toThrow(RangeError);
    expect(() => checkpointText({ origin, size: 2 ** 53, root: EMPTY_ROOT })).toThrow(RangeError);
    expect(() => checkpointText({ origin, size: 1, root: EMPTY_ROOT.subarray(1) })).toThrow(RangeError);
  });
});
