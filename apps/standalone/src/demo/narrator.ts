/** Tells the audience what happens, and keeps whether all of it held. */
export class Narrator {
  private allHeld = true;

  constructor(private readonly write: (text: string) => void) {}

  get ok(): boolean {
    return this.allHeld;
  }

  title(sentence: string): void {
    this.write(`\n${sentence}\n`);
  }

  say(sentence: string): void {
    this.write(`  ${sentence}\n`);
  }

  /** States what should be so; returns whether it is. */
  claim(sentence: string, isTrue: boolean): boolean {
    this.write(`  ${isTrue ? '✔' : '✘ NOT TRUE:'} ${sentence}\n`);
    this.allHeld &&= isTrue;
    return isTrue;
  }
}

/** The steps of one scenario: every claim is told, and counts for its verdict. */
export class Steps {
  readonly sentences: string[] = [];
  private allHeld = true;

  constructor(private readonly narrator: Narrator) {}

  get ok(): boolean {
    return this.allHeld;
  }

  claim(sentence: string, isTrue: boolean): boolean {
    this.sentences.push(sentence);
    this.allHeld &&= isTrue;
    return this.narrator.claim(sentence, isTrue);
  }
}
