import { isPossible, parseCheckpointText, type WideCheckpoint } from '../checkpoint/checkpoint.js';
import { verifyConsistency } from '../consistency/verify.js';
import type { Hash } from '../hashing/hash.js';
import { verifySignatures } from '../note/open-note.js';
import { type Note, parseNote } from '../note/parse-note.js';
import type { VerifierKey } from '../note/vkey.js';
import { parseHashLines } from '../receipt/tlog-proof.js';
import { parseDecimal } from '../text/decimal.js';
import { splitHead } from '../text/head-lines.js';

/** What a witness knows of one log: its keys and the largest tree it has cosigned. */
export interface WitnessedLog {
  readonly keys: readonly VerifierKey[];
  readonly size: bigint;
  readonly root: Hash;
}

/** The answer to `POST add-checkpoint`. A request answered 422 is evidence of a second history: keep it. */
export type WitnessVerdict =
  | { readonly status: 200; readonly checkpoint: WideCheckpoint; readonly text: string }
  | { readonly status: 409; readonly contentType: 'text/x.tlog.size'; readonly body: string }
  | { readonly status: 400 | 403 | 404 | 422 };

interface Request {
  readonly old: bigint;
  readonly proof: readonly Hash[];
  readonly note: Note;
  readonly checkpoint: WideCheckpoint;
}

/**
 * C2SP tlog-witness, the checks in its order. Pure: on 200 the caller first stores size and root, atomically with this
 * verdict, and only then answers `cosign(text, …)`; a crash in between costs a signature, the other order a split view.
 */
export function judgeAddCheckpoint(
  request: string | Uint8Array,
  logOf: (origin: string) => WitnessedLog | undefined,
): WitnessVerdict {
  const parsed = parseRequest(request);
  if (parsed === undefined) return { status: 400 };
  const { old, note, checkpoint } = parsed;
  const log = logOf(checkpoint.origin);
  if (log === undefined) return { status: 404 };
  const keys = log.keys.filter((key) => key.name === checkpoint.origin);
  if (!verifySignatures(note, keys).ok) return { status: 403 };
  if (old > checkpoint.size) return { status: 400 };
  if (old !== log.size) return { status: 409, contentType: 'text/x.tlog.size', body: `${log.size}\n` };
  return continues(parsed, log) ? { status: 200, checkpoint, text: note.text } : { status: 422 };
}

function continues({ old, proof, checkpoint }: Request, log: WitnessedLog): boolean {
  if (!isPossible(checkpoint)) return false;
  // From nothing there is nothing to prove.
  if (old === 0n) return proof.length === 0;
  return verifyConsistency({ from: old, to: checkpoint.size, fromRoot: log.root, toRoot: checkpoint.root, proof });
}

function parseRequest(request: string | Uint8Array): Request | undefined {
  const head = splitHead(request);
  if (head === undefined) return undefined;
  const [oldLine = '', ...coded] = head.lines;
  const old = oldLine.startsWith('old ') ? parseDecimal(oldLine.slice('old '.length)) : undefined;
  const proof = parseHashLines(coded);
  const note = parseNote(head.rest);
  const checkpoint = note.ok ? parseCheckpointText(note.value.text) : undefined;
  if (old === undefined || proof === undefined || !note.ok || checkpoint === undefined) return undefined;
  return { old, proof, note: note.value, checkpoint };
}
