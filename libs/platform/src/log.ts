import { pino } from 'pino';

/** Structured log of one app. Fields never carry keys, subjects, answers or bodies: they would be personal data. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  warn(fields: Readonly<Record<string, unknown>>, sentence: string): void;
  error(fields: Readonly<Record<string, unknown>>, sentence: string): void;
}

/** One JSON line per event on standard error; standard output belongs to what a command prints for its user. */
export function createLog(app: string): Log {
  return pino({ name: app, base: { app } }, pino.destination({ dest: 2, sync: true }));
}

/**
 * What of an unexpected error may be logged: its class, its code and where it was thrown. Never the message, because drivers
 * quote values in it.
 */
export function traitsOfError(error: unknown): { readonly error: string; readonly code?: string; readonly at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const at = /\(?([^()\s]+:\d+:\d+)\)?$/m.exec(error.stack?.split('\n').find((line) => line.includes('    at ')) ?? '')?.[1];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const file = at?.split('/').slice(-3).join('/');
  return { error: error.name, ...(code !== undefined && { code }), ...(file !== undefined && { at: file }) };
}
