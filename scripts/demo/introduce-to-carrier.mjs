/** Tells the simulated carrier, which remembers nothing, of the demo account and of every line that hangs on it. */
export async function introduceToCarrier(api, carrier, account) {
  await carrier.post('/sim/accounts', account);
  const accounts = await api.all('/provider-accounts');
  const ours = accounts.filter(({ accountSid }) => accountSid === account.accountSid).map(({ id }) => id);
  const lines = (await api.all('/lines')).filter(({ providerAccountId }) => ours.includes(providerAccountId));
  for (const line of lines) await introduceLine(carrier, line, account.accountSid);
}

export function introduceLine(carrier, line, accountSid) {
  const { url, fallbackUrl, statusUrl } = line.webhook;
  const optional = Object.entries({ fallbackUrl, statusUrl }).filter(([, value]) => value);
  return carrier.post('/sim/numbers', {
    number: line.number,
    accountSid,
    voiceUrl: url,
    ...Object.fromEntries(optional),
  });
}
