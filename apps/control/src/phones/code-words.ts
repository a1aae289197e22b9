import { defaultVoice } from '@ringdown/kernel';
import type { Say } from '@ringdown/telephony';

/** As a text message. */
export const writtenCode = (code: string): string =>
  `Your Ringdown code is ${code}. It is valid for 10 minutes. Nobody from Ringdown will ever ask you for it.`;

/** As a call: digit by digit, twice. */
export function spokenCode(code: string): Say {
  const digits = [...code].join(', ');
  const text = `This is Ringdown. Your code is: ${digits}. Once more: ${digits}. Goodbye.`;
  return { parts: [{ text }], ...defaultVoice };
}
