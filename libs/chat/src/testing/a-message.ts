import type { ChatMessage } from '../chat-message.js';

/** A message as a finished call makes it; a test names only what it is about. */
export const aMessage = (changes: Partial<ChatMessage> = {}): ChatMessage => ({
  title: 'On-call hotline: call from Mitchell Starc (+14156040016) answered by Priya S.',
  tone: 'good',
  facts: [
    { label: 'Outcome', value: 'Answered' },
    { label: 'Duration', value: '33s' },
  ],
  steps: { heading: 'What happened', lines: ['0:00 Mitchell Starc called', '0:23 Priya S. accepted'] },
  quote: null,
  link: { text: 'Open the call', url: 'https://ringdown.example.com/calls/call_1' },
  at: new Date('2025-07-29T06:24:32.262Z'),
  ...changes,
});
