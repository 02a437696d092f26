import { fail, type Result } from '@shutong/kernel';

export type EmbeddedFailureCode =
  | 'JAVA_MISSING'
  | 'JAVA_TOO_OLD'
  | 'MAVEN_MISSING'
  | 'MAVEN_FAILED'
  | 'JARS_CHANGED'
  | 'PLATFORM_UNSUPPORTED'
  | 'BINARIES_INCOMPLETE'
  | 'ROOT_ONLY'
  | 'FORMAT_FAILED'
  | 'SERVER_ENDED'
  | 'SERVER_SILENT';

/** Why a server did not start, and what to do about it in one sentence for the person at the terminal. */
export interface EmbeddedFailure {
  readonly code: EmbeddedFailureCode;
  readonly sentence: string;
}

export function failure(code: EmbeddedFailureCode, sentence: string): Result<never, EmbeddedFailure> {
  return fail({ code, sentence });
}
