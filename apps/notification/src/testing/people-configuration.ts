import type { ConfigDocument } from '@ringdown/contracts';
import { SecretCipher } from '@ringdown/platform-config';
import type { ConfigMirror } from '@ringdown/platform-messaging';
import { aLine, anIntegration } from './documents.js';

type User = ConfigDocument<'user'>;

export const secretKey = 'a-key-for-tests-of-more-than-32-characters';
export const accountSid = `AC${'1'.repeat(32)}`;
export const authToken = 'token-of-the-account';

/** A responder with a phone; a test names only what it is about. */
export const aUser = (id: string, fields: Partial<User> = {}): User => ({
  id,
  name: 'Priya S.',
  email: `${id}@example.com`,
  role: 'responder',
  phone: '+14155550101',
  phoneVerifiedAt: null,
  timeZone: 'UTC',
  notify: [],
  pushUrl: null,
  shiftNotices: [],
  absences: [],
  calendarTokenVersion: 1,
  ...fields,
});

/** What the configuration of a test says at this moment. */
export interface Configured {
  readonly users: ReadonlyMap<string, User>;
  readonly limits: ConfigDocument<'settings'>['notifyLimits'] | undefined;
  readonly channels: readonly ConfigDocument<'channel'>[];
}

/** A channel of a Slack app, by whose token people are written to. */
export const aSlackApp = (name: string, botToken: string): ConfigDocument<'channel'> => ({
  id: `chan_${name}`,
  name,
  type: 'slack-app',
  botTokenSecret: new SecretCipher(secretKey).encrypt(botToken),
  signingSecret: new SecretCipher(secretKey).encrypt('signing-secret'),
  channel: '#ops',
  events: [],
  from: {},
});

/** A configuration that has arrived: one Twilio account, one line on it, one integration, and the people of the world. */
export function mirrorOf(world: () => Configured): ConfigMirror {
  const account = {
    id: 'acct_1',
    name: 'Twilio',
    provider: 'twilio',
    accountSid,
    authToken: new SecretCipher(secretKey).encrypt(authToken),
  } as const;
  const documents = (kind: string): readonly { readonly id: string }[] => {
    if (kind === 'user') return [...world().users.values()];
    if (kind === 'channel') return world().channels;
    if (kind === 'provider-account') return [account];
    if (kind === 'line') return [aLine('line_1', [])];
    if (kind === 'integration') return [anIntegration('int_1', [])];
    const { limits } = world();
    if (kind === 'settings' && limits)
      return [
        {
          id: 'organisation',
          blockedPrefixes: [],
          allowedCountries: null,
          notifyFrom: null,
          notifyLimits: limits,
        } as never,
      ];
    return [];
  };
  const get = (kind: string, id: string) => documents(kind).find((one) => one.id === id);
  return {
    ready: true,
    get,
    all: documents,
    find: (kind: string, id: string) => Promise.resolve(get(kind, id)),
    onChange: (kind: string, listener: (id: string, document: unknown) => void) => {
      if (kind === 'provider-account') listener(account.id, account);
    },
  } as unknown as ConfigMirror;
}
