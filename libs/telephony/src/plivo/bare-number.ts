/** Plivo writes E.164 without the `+`. */
export const bare = (number: string): string => number.replace(/^\+/, '');
