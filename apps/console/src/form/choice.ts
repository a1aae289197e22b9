export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The choices as Mantine's inputs want them: their own, mutable list. */
export const choicesOf = (things: readonly { readonly id: string; readonly name: string }[]): Choice[] =>
  things.map(({ id, name }) => ({ value: id, label: name }));
