import type { NoteFault } from '@shutong/tlog';
import { EXIT, type ExitCode } from '../output/exit-code.js';

/** What verification found: the place, and what is wrong with it. */
export interface Finding {
  readonly exitCode: ExitCode;
  /** `checkpoint`, `tile/0/003`, `entry 785` … */
  readonly place: string;
  readonly what: string;
}

export class Wrong extends Error {
  constructor(readonly finding: Finding) {
    super(`${finding.place}: ${finding.what}`);
    this.name = 'Wrong';
  }
}

export function wrong(place: string, what: string): Wrong {
  return new Wrong({ exitCode: EXIT.wrong, place, what });
}

export function cannotTell(place: string, what: string): Wrong {
  return new Wrong({ exitCode: EXIT.cannotTell, place, what });
}

export function unknownForm(place: string, what: string): Wrong {
  return new Wrong({ exitCode: EXIT.unknown, place, what });
}

const NOTE_WORDS: Readonly<Record<NoteFault, string>> = {
  VKEY_MALFORMED: 'a key is malformed',
  NOTE_MALFORMED: 'the signed note is malformed',
  SIGNATURE_MISSING: 'the log has not signed it',
  SIGNATURE_WRONG: 'a signature is wrong',
  CHECKPOINT_MALFORMED: 'the text is no checkpoint',
  ORIGIN_WRONG: 'it is a checkpoint of another log',
  SIZE_BEYOND_SAFE: 'the tree is larger than this program can read',
  QUORUM_SHORT: 'too few witnesses have cosigned it',
};

/** A quorum that is short may be met tomorrow; everything else about a note is wrong for ever. */
export function wrongNote(place: string, fault: NoteFault): Wrong {
  return fault === 'QUORUM_SHORT' ? cannotTell(place, NOTE_WORDS[fault]) : wrong(place, NOTE_WORDS[fault]);
}
