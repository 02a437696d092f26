/** A promise that somebody opens from outside, once. */
export class Gate {
  readonly opened: Promise<void>;
  private pass: () => void = () => undefined;
  private hasOpened = false;

  constructor() {
    this.opened = new Promise((resolve) => {
      this.pass = resolve;
    });
  }

  get isOpen(): boolean {
    return this.hasOpened;
  }

  open(): void {
    this.hasOpened = true;
    this.pass();
  }
}
