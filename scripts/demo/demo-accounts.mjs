import { randomBytes } from 'node:crypto';

/** The demo's accounts at the simulated carrier, one a provider: those that were kept, else made now. */
export function demoAccounts({ demoAccounts: kept = [], demoAccount }) {
  const token = () => randomBytes(16).toString('hex');
  const made = [
    { provider: 'twilio', accountSid: `AC${token()}`, authToken: token(), ...demoAccount },
    { provider: 'plivo', accountSid: `MA${token().slice(0, 18).toUpperCase()}`, authToken: token() },
  ];
  return made.map((account) => kept.find(({ provider }) => provider === account.provider) ?? account);
}

/** What Ringdown's REST API calls the same account. */
export const credentialsOf = ({ provider, accountSid, authToken }) => ({
  provider,
  authToken,
  ...(provider === 'plivo' ? { authId: accountSid } : { accountSid }),
});

/** The id of a provider account at its provider. */
export const accountSidOf = ({ accountSid, authId }) => accountSid ?? authId;
