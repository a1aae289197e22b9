import { accountSidOf } from './demo-accounts.mjs';

/** Creates the demo's accounts and numbers at the simulated carrier, which keeps nothing over a restart. */
export async function introduceToCarrier(api, carrier, demoAccounts) {
  for (const account of demoAccounts) await carrier.post('/sim/accounts', account);
  const sids = new Set(demoAccounts.map(({ accountSid }) => accountSid));
  const all = (await api.all('/provider-accounts')).map((account) => [account.id, accountSidOf(account)]);
  const ours = new Map(all.filter(([, sid]) => sids.has(sid)));
  for (const line of await api.all('/lines')) {
    const accountSid = ours.get(line.providerAccountId);
    if (accountSid) await introduceLine(carrier, line, accountSid);
  }
}

export function introduceLine(carrier, line, accountSid) {
  const { url, fallbackUrl, statusUrl, messageUrl: smsUrl } = line.webhook;
  const optional = Object.entries({ fallbackUrl, statusUrl, smsUrl }).filter(([, value]) => value);
  return carrier.post('/sim/numbers', {
    number: line.number,
    accountSid,
    voiceUrl: url,
    ...Object.fromEntries(optional),
  });
}
