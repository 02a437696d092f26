import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  cosign,
  EMPTY_ROOT,
  judgeAddCheckpoint,
  noteSigner,
  openNote,
  parseVkey,
  type VerifierKey,
  type WitnessedLog,
  type WitnessVerdict,
} from '../index.js';
import { fromHex, vectorJson } from './vector-files.contract.js';

interface Step {
  readonly name: string;
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
  readonly stateAfter: number;
  readonly request: string;
}

interface Keys {
  readonly log: { readonly name: string; readonly vkey: string };
  readonly witness1: { readonly name: string; readonly vkey: string; readonly seedHex: string };
}

const PKCS8_ED25519 = '302e020100300506032b657004220420';
const keys = vectorJson<Keys>('tlog/keys.json');
const file = vectorJson<{ steps: readonly Step[]; fresh: readonly Step[] }>('tlog/add-checkpoint.json');

function keyOf(vkey: string): VerifierKey {
  const parsed = parseVkey(vkey);
  if (!parsed.ok) throw new Error(`not a key: ${vkey}`);
  return parsed.value;
}

/** A witness that stores what it accepts. */
class Witness {
  log: WitnessedLog = { keys: [keyOf(keys.log.vkey)], size: 0n, root: EMPTY_ROOT };

  receive(request: string): WitnessVerdict {
    const body = Buffer.from(request, 'base64');
    const verdict = judgeAddCheckpoint(body, (origin) => (origin === keys.log.name ? this.log : undefined));
    if (verdict.status === 200) this.log = { ...this.log, size: verdict.checkpoint.size, root: verdict.checkpoint.root };
    return verdict;
  }
}

function expectAnswer(verdict: WitnessVerdict, step: Step): void {
  const { status, contentType, body } = { contentType: undefined, body: undefined, ...verdict };
  expect({ status, contentType, body }).toEqual({ status: step.status, contentType: step.contentType, body: step.body });
}

describe('a witness', () => {
  it('gives the listed answers to one conversation, in order', () => {
    const witness = new Witness();
    for (const step of file.steps) {
      expectAnswer(witness.receive(step.request), step);
      expect([step.name, witness.log.size]).toEqual([step.name, BigInt(step.stateAfter)]);
    }
  });

  it.each(file.fresh.map((step) => [step.name, step] as const))('that has cosigned nothing yet is asked: %s', (_, step) => {
    const witness = new Witness();
    expectAnswer(witness.receive(step.request), step);
    expect(witness.log.size).toBe(BigInt(step.stateAfter));
  });

  it('cosigns what it accepted with a line that its key verifies', () => {
    const der = fromHex(PKCS8_ED25519 + keys.witness1.seedHex);
    const signer = noteSigner(keys.witness1.name, 4, createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    const verdict = new Witness().receive(file.steps[0]?.request ?? '');
    if (verdict.status !== 200) throw new Error('the first contact is accepted');
    const note = `${verdict.text}\n${cosign(verdict.text, signer, 1_795_334_460)}`;
    const opened = openNote(note, [keyOf(keys.witness1.vkey)]);
    expect(opened.ok && opened.value.signers.map((key) => key.vkey)).toEqual([keys.witness1.vkey]);
  });
});
