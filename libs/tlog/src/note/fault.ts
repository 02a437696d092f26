/** Why a key, note or checkpoint is not accepted. */
export type NoteFault =
  | 'VKEY_MALFORMED'
  | 'NOTE_MALFORMED'
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_WRONG'
  | 'CHECKPOINT_MALFORMED'
  | 'ORIGIN_WRONG'
  | 'SIZE_BEYOND_SAFE'
  | 'QUORUM_SHORT';
