import type { ProviderCapabilities, TelephonyProvider } from './port/telephony-provider.js';
import { plivoCapabilities, PlivoProvider } from './plivo/plivo-provider.js';
import { twilioCapabilities, TwilioProvider } from './twilio/twilio-provider.js';

/** The voice providers that this installation speaks with, by name. */
export class ProviderRegistry {
  private readonly providers: ReadonlyMap<string, TelephonyProvider>;

  constructor(providers: readonly TelephonyProvider[]) {
    this.providers = new Map(providers.map((provider) => [provider.name, provider]));
  }

  find(name: string): TelephonyProvider | null {
    return this.providers.get(name) ?? null;
  }

  /** @throws Error for a name that no provider has. */
  named(name: string): TelephonyProvider {
    const provider = this.find(name);
    if (!provider) throw new Error(`There is no provider ${name}.`);
    return provider;
  }
}

/** Every provider that there is. The URLs are the origins of their REST APIs. */
export const providerRegistry = (api: {
  readonly twilioApiUrl: string;
  readonly plivoApiUrl: string;
}): ProviderRegistry =>
  new ProviderRegistry([new TwilioProvider(api.twilioApiUrl), new PlivoProvider(api.plivoApiUrl)]);

const known: Readonly<Record<string, { readonly capabilities: ProviderCapabilities; readonly signingKeys: boolean }>> =
  {
    twilio: { capabilities: twilioCapabilities, signingKeys: true },
    plivo: { capabilities: plivoCapabilities, signingKeys: false },
  };

/** What the provider of a call can do, for calls that were kept before they said so themselves. */
export const capabilitiesOf = (name: string): ProviderCapabilities =>
  known[name]?.capabilities ?? { screensByItself: false, reportsRinging: false };

/** Whether a provider signs by keys of the customer's own besides the account's token. */
export const takesSigningKeys = (name: unknown): boolean =>
  typeof name === 'string' && (known[name]?.signingKeys ?? false);
