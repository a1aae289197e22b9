/** Listens for the patterns of `digitsMatchBLeg` among the keys of a responder, who is not kept from pressing others. */
export class DigitMatch {
  private pressed = '';
  private readonly maxLength: number;

  constructor(
    private readonly patterns: readonly string[],
    private readonly matched: (pattern: string) => void,
  ) {
    this.maxLength = Math.max(0, ...patterns.map(({ length }) => length));
  }

  press(key: string): void {
    this.pressed = (this.pressed + key).slice(-this.maxLength);
    const pattern = this.patterns.find((one) => this.pressed.endsWith(one));
    if (pattern === undefined) return;
    this.pressed = '';
    this.matched(pattern);
  }
}
