import { defaultVoice } from '@ringdown/kernel';
import type { Message } from '../api/things.js';

/** A text in the language and voice that a line begins with. */
export const spoken = (text: string): Message => ({ type: 'text', text, ...defaultVoice });
