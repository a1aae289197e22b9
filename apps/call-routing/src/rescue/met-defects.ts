/**
 * What failed while a call was planned or admitted, in sentences. Each part is determined by itself, so that a value that cannot be
 * read, or a defect of ours, costs the caller that part and no more.
 */
export class MetDefects {
  readonly sentences: string[] = [];

  /** What `work` determines; where it throws, `otherwise`, and `what` is kept with the reason. */
  determine<T>(what: string, work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      this.add(what, error);
      return otherwise;
    }
  }

  /** The same for work that takes time. */
  async determineLater<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.add(what, error);
      return otherwise;
    }
  }

  private add(what: string, error: unknown): void {
    const sentence = defectSentence(what, error);
    if (!this.sentences.includes(sentence)) this.sentences.push(sentence);
  }
}

const longestCause = 300;

/** "Who is on call in Backend Team could not be determined (RangeError: not a time zone: PST)." */
export const defectSentence = (what: string, error: unknown): string =>
  `${what} (${String(error).replace(/\s+/g, ' ').slice(0, longestCause)}).`;
