import { Pool } from 'undici';
import { openLoop } from './open-loop.mjs';

const headers = { 'content-type': 'application/json' };

/** Our own fields: 200 titles, a body of some 300 bytes, every tenth a resolve. */
function ownBody(n) {
  const body = { host: 'db-1', check: 'disk', value: 0.97, text: 'x'.repeat(200) };
  return { title: `bench ${n % 200}`, body, severity: 'sev2', ...(n % 10 === 9 ? { status: 'resolve' } : {}) };
}

/** Ten alerts, as Alertmanager groups them: some 5 KB; 2,000 fingerprints, every tenth body resolves. */
export function alertmanagerBody(n) {
  const status = n % 10 === 9 ? 'resolved' : 'firing';
  const alerts = Array.from({ length: 10 }, (_none, i) => ({
    status,
    labels: {
      alertname: 'HostDiskFull',
      instance: `db-${n % 200}:9100`,
      disk: `sd${i}`,
      severity: 'warning',
      team: 'storage',
    },
    annotations: { summary: `Disk sd${i} of db-${n % 200} is 97 % full`, description: 'x'.repeat(120) },
    startsAt: '2026-01-05T09:00:00.123Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example:9090/graph?g0.expr=disk',
    fingerprint: `${(n % 200).toString(16)}-${i}`,
  }));
  const labels = { alertname: 'HostDiskFull' };
  return {
    version: '4',
    groupKey: '{}:{alertname="HostDiskFull"}',
    truncatedAlerts: 0,
    status,
    receiver: 'ringdown',
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example:9093',
    alerts,
  };
}

/** Monitors that POST what `bodyOf` makes of a number. Good = 200 with `{"Ok": true}`. */
export async function webhookAccept({ pushUrl, rate, seconds, connections = 64, bodyOf = ownBody }) {
  const { origin, pathname } = new URL(pushUrl);
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const send = async (n) => {
    const body = JSON.stringify(bodyOf(n));
    const answer = await pool.request({ method: 'POST', path: pathname, headers, body });
    const text = await answer.body.text();
    return answer.statusCode === 200 && text.includes('"Ok":true');
  };
  try {
    return await openLoop({ rate, seconds, send });
  } finally {
    await pool.close();
  }
}
