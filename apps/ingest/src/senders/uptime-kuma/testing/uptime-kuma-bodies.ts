/** Bodies of Uptime Kuma, made after its server/notification-providers/webhook.js, server/model/heartbeat.js and monitor.js. */

export const kumaBody = (status: unknown = 0, monitor: object = {}) => ({
  heartbeat: {
    monitorID: 29,
    status,
    time: '2026-01-05 09:00:00.123',
    msg: 'connect ECONNREFUSED 192.0.2.7:443',
    important: true,
    duration: 60,
    retries: 1,
    ping: null,
    timezone: 'Europe/Berlin',
    timezoneOffset: '+01:00',
    localDateTime: '2026-01-05 10:00:00',
  },
  monitor: {
    id: 29,
    name: 'Shop',
    description: null,
    pathName: 'Production / Shop',
    url: 'https://shop.example/health',
    hostname: null,
    port: null,
    type: 'http',
    interval: 60,
    tags: [
      { tag_id: 1, name: 'severity', value: 'critical', color: '#dc2626' },
      { tag_id: 2, name: 'team', value: '', color: '#059669' },
    ],
    ...monitor,
  },
  msg: '[Shop] [🔴 Down] connect ECONNREFUSED 192.0.2.7:443',
});

export const kumaNotice = (msg: unknown = 'Ringdown Testing') => ({ heartbeat: null, monitor: null, msg });

export const kumaExpiry = (days: number) =>
  kumaNotice(`[Shop][https://shop.example/health] server certificate shop.example will expire in ${days} days`);
