import type { ChatMessage } from '@ringdown/chat';

/** What a channel test sends. */
export const testMessage = (channelName: string, publicUrl: string, at: Date): ChatMessage => ({
  title: `Ringdown can reach ${channelName}`,
  tone: 'neutral',
  fields: [],
  steps: null,
  quote: null,
  link: { text: 'Open Ringdown', url: publicUrl },
  at,
});
