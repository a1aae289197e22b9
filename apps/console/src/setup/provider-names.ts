import type { ProviderAccount } from '../api/things.js';

export const providerNames: Readonly<Record<ProviderAccount['provider'], string>> = {
  twilio: 'Twilio',
  plivo: 'Plivo',
};
