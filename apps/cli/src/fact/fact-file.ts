import { readFile } from 'node:fs/promises';
import { canonicalJson } from '@shutong/kernel';
import type { FactDraft, Subject } from '@shutong/trust';
import { readJsonFile } from '../node/node-file.js';
import { CommandFailure, EXIT } from '../output/exit-code.js';

/** Reads `{k, plain members, subject?, open?, document?: path, id?}` (protocol.md §3.8). */
export async function readFactFile(path: string): Promise<FactDraft> {
  const value = await readJsonFile(path);
  if (!isObject(value) || typeof value['k'] !== 'string')
    throw new CommandFailure(EXIT.usage, `${path} names no fact kind: it needs a member k.`);
  const { k, id, subject, open, document, ...members } = value;
  if (subject !== undefined && !isSubject(subject))
    throw new CommandFailure(EXIT.usage, `The subject in ${path} must be {"t": type, "v": value}.`);
  if (open !== undefined && !isObject(open))
    throw new CommandFailure(EXIT.usage, `The member open in ${path} must be an object.`);
  return {
    k,
    members,
    ...(typeof id === 'string' && { id }),
    ...(subject !== undefined && { subject }),
    ...(open !== undefined && { open }),
    ...(typeof document === 'string' && { document: await canonicalDocument(document) }),
  };
}

async function canonicalDocument(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) throw new CommandFailure(EXIT.usage, `Cannot read the document ${path}.`);
  return canonicalJson(JSON.parse(text));
}

function isSubject(value: unknown): value is Subject {
  return isObject(value) && typeof value['t'] === 'string' && typeof value['v'] === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
