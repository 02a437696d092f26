/** What an operator has to look at: a code of the catalogue and a sentence without personal data. */
export type Alarm = (code: string, sentence: string) => void;
