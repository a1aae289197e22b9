export interface TextPart {
  readonly text: string;
  readonly isLink: boolean;
}

/** A text cut at its web addresses; a full stop or bracket that ends the sentence is no part of the address. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
