import { SecretCipher, type Settings } from '@ringdown/platform-config';
import { providerRegistry } from '@ringdown/telephony';
import { aLine, aMirror } from '../testing/a-mirror.js';
import { silent } from '../testing/migrated-database.js';
import { LineProviders } from './line-providers.js';

const cipher = new SecretCipher('a secret key for tests');
const settings = {
  twilioApiUrl: 'https://api.twilio.com',
  plivoApiUrl: 'https://api.plivo.com',
  voiceUrl: 'https://hooks.example.com',
} as Settings;

const account = (id: string, change: object) => ({
  id,
  name: id,
  authToken: cipher.encrypt(`token of ${id}`),
  ...change,
});
const { mirror } = aMirror({
  line: [
    aLine(),
    aLine({ id: 'line_2', providerAccountId: 'acct_2' }),
    aLine({ id: 'line_3', providerAccountId: 'x' }),
  ],
  'provider-account': [
    account('acct_1', {
      provider: 'twilio',
      accountSid: 'AC1',
      signingKeys: [{ id: 'WK1', keySecret: cipher.encrypt('a shared key') }],
    }),
    account('acct_2', { provider: 'plivo', authId: 'MA2' }),
    {
      ...account('acct_3', { provider: 'twilio', accountSid: 'AC3' }),
      authToken: new SecretCipher('another').encrypt('x'),
    },
  ] as never,
});
const providers = new LineProviders(providerRegistry(settings), mirror, settings, cipher, silent);

it('reaches the provider of a line, with its own credentials and its own address', () => {
  const [one, other] = [providers.forLine('line_1'), providers.forLine('line_2')];
  expect(one).toMatchObject({
    account: {
      accountId: 'AC1',
      authToken: 'token of acct_1',
      signingKeys: [{ id: 'WK1', key: 'a shared key' }],
    },
    base: 'https://hooks.example.com/voice/twilio/line_1',
  });
  expect(other).toMatchObject({
    account: { accountId: 'MA2', authToken: 'token of acct_2' },
    base: 'https://hooks.example.com/voice/plivo/line_2',
  });
  expect([one?.provider.name, other?.provider.name]).toEqual(['twilio', 'plivo']);
});

it('reaches an account of which no line is left', () => {
  const reached = providers.byAccount('acct_2');
  expect(reached?.provider.name).toBe('plivo');
  expect(reached?.account).toEqual({ accountId: 'MA2', authToken: 'token of acct_2', signingKeys: [] });
});

it('reaches nothing through an account that is gone, or whose token does not open', () => {
  expect(providers.byAccount('acct_3')).toBeNull();
  expect(providers.byAccount('x')).toBeNull();
  expect(providers.forLine('line_3')).toBeNull();
  expect(providers.forLine('line_9')).toBeNull();
});
