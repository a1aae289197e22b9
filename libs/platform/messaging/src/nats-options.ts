/**
 * How every connection to NATS behaves: it never gives up, since NATS unavailable costs time only; but a server that accepts and keeps
 * silent is given up after `timeout`, and one that falls silent later after two pings. The client overlooks credentials that
 * stand in a URL, so they are taken from there. A user's replies arrive below an inbox prefix of its own, which the server's
 * permissions let nobody else read (deploy/nats.conf).
 */
export function natsOptions(url: string, name: string) {
  const servers = url.split(',').map((server) => new URL(server.includes('://') ? server : `nats://${server}`));
  const { username = '', password = '' } = servers.find((server) => server.username !== '') ?? {};
  const user = decodeURIComponent(username);
  return {
    servers: servers.map(({ protocol, host }) => `${protocol}//${host}`),
    ...(user
      ? { user, pass: decodeURIComponent(password), inboxPrefix: `_INBOX_${user.replace(/[^\w-]/g, '_')}` }
      : {}),
    name,
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    timeout: 3000,
    pingInterval: 3000,
    // a password that is being changed is refused for a while
    ignoreAuthErrorAbort: true,
  };
}
