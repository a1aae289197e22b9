/** What XML 1.0 cannot carry, not even escaped, becomes a space: control characters, and halves of a character. */
export const speakable = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, ' ');
