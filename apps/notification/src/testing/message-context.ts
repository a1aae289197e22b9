import type { MessageContext } from '../messages/index.js';

/** Where the console of the tests is; every integration is called Prometheus, and no channel acts by links. */
export const aContext = (changes: Partial<MessageContext> = {}): MessageContext => ({
  publicUrl: 'https://ringdown.example.com',
  integrationName: () => 'Prometheus',
  actUrl: () => null,
  ...changes,
});
