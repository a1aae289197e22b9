import { Anchor } from '@mantine/core';
import { textParts } from './text-parts.js';

/** A text whose web addresses can be clicked. */
export function LinkedText({ text }: { readonly text: string }) {
  return textParts(text).map((part, index) =>
    part.isLink ? (
      <Anchor key={index} href={part.text} inherit target="_blank" rel="noreferrer">
        {part.text}
      </Anchor>
    ) : (
      <span key={index}>{part.text}</span>
    ),
  );
}
