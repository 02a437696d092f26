import { readFile } from 'node:fs/promises';
import { parsePolicy, parseVkey, type Policy, policyOfLog } from '@shutong/tlog';
import { readNodeFile } from '../node/node-file.js';
import { CommandFailure, EXIT } from '../output/exit-code.js';
import type { ReaderOptions } from './reader-options.js';

/** Whom the reader trusts: a policy file, a log key, or the key in node.json. Never something the log itself says. */
export async function trustedPolicy({ vkey, policy, node }: Pick<ReaderOptions, 'vkey' | 'policy' | 'node'>): Promise<Policy> {
  if (policy !== undefined) return policyFile(policy);
  const key = vkey ?? (node === undefined ? undefined : (await readNodeFile(node)).log.vkey);
  if (key === undefined) throw new CommandFailure(EXIT.usage, 'Say whom to trust: --vkey KEY, --policy FILE or --node FILE.');
  return policyOfKey(key);
}

export function policyOfKey(vkey: string): Policy {
  const key = parseVkey(vkey);
  const policy = key.ok ? parsePolicy(policyOfLog(key.value)) : key;
  if (!policy.ok) throw new CommandFailure(EXIT.usage, 'The log key is malformed: it looks like name+8 hex digits+base64.');
  return policy.value;
}

async function policyFile(path: string): Promise<Policy> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) throw new CommandFailure(EXIT.usage, `Cannot read the policy ${path}.`);
  const policy = parsePolicy(bytes);
  if (!policy.ok) throw new CommandFailure(EXIT.usage, `${path} is no tlog-policy file (c2sp.org/tlog-policy).`);
  return policy.value;
}
