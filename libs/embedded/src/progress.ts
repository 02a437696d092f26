/** Hears one short line for each long step, so that a first start is never silent. */
export type Progress = (line: string) => void;
