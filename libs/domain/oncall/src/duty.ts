/** Who has the duty at an instant, and until when (epoch ms, Infinity for ever) this surely holds; it may hold longer. */
export interface Duty {
  readonly userId: string | null;
  readonly via: string | null;
  readonly until: number;
}
