import { randomBytes } from 'node:crypto';

export const providers = ['twilio', 'plivo'] as const;
export type Provider = (typeof providers)[number];

/** A customer's account at a provider: what both the provider and Ringdown are told of it. */
export interface Account {
  readonly accountId: string;
  readonly authToken: string;
  /** The body for `POST /provider-accounts`. */
  readonly credentials: Readonly<Record<string, string>>;
}

export function anAccount(provider: Provider): Account {
  const authToken = randomBytes(16).toString('hex');
  const unique = randomBytes(16).toString('hex');
  const accountId = provider === 'twilio' ? `AC${unique}` : `MA${unique.slice(0, 18).toUpperCase()}`;
  const name = `${provider} ${unique.slice(-6)}`;
  const id = provider === 'twilio' ? { accountSid: accountId } : { authId: accountId };
  return { accountId, authToken, credentials: { name, provider, authToken, ...id } };
}

const resources: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^POST \S+\/(Calls\/\w+\.json|Call\/[\w-]+\/)$/, 'redirect'],
  [/^POST \S+\/(Calls\.json|Call\/)$/, 'place call'],
  [/^GET \S+\/(Calls\.json$|Calls\/|Call\/)/, 'ask about call'],
  [/^(GET|HEAD) \S+\/(Recordings|Recording)\//, 'fetch recording'],
  [/^DELETE \S+\/(Recordings|Recording)\//, 'delete recording'],
  [/^POST \S+\/(Messages\.json|Message\/)$/, 'send text'],
  [/^GET \S+\/Messages\.json$/, 'ask about text'],
  [/^GET \S+\/(Accounts\/\w+\.json|Account\/\w+\/)$/, 'verify'],
  [/^GET \S+\/Balance\.json$/, 'ask about account'],
  [/^GET \S+\/(IncomingPhoneNumbers|Application|Number)\b/, 'ask about number'],
  [/\/(IncomingPhoneNumbers|Application|Number)\b/, 'provision'],
];

/** What a request to a provider's REST API was for, in words that hold for every provider. */
export function purposeOf({ method, path }: { readonly method: string; readonly path: string }): string {
  const asked = `${method} ${path.split('?')[0]}`;
  return resources.find(([pattern]) => pattern.test(asked))?.[1] ?? asked;
}
