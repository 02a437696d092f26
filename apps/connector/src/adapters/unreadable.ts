/** Why a source gives nothing, in a sentence for the department's own log. It quotes nothing that the source or a query holds. */
export class Unreadable extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Unreadable';
  }
}
