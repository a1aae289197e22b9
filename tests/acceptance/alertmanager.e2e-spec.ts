import type { Incident } from '@ringdown/contracts';
import { Alertmanager, findAlertmanager } from './world/alertmanager.ts';
import { theSystem } from './world/system.ts';
import { eventually } from './world/waiting.ts';
import { World } from './world/world.ts';

const binary = findAlertmanager();
if (binary === null) console.log('skipped: no alertmanager (Debian has it as prometheus-alertmanager)');
const itWithAlertmanager = binary === null ? it.skip : it;

let running: Alertmanager | undefined;
afterEach(() => running?.stop());

itWithAlertmanager('takes the alerts of a real Alertmanager as its webhook, as PagerDuty and as Opsgenie', async () => {
  const world = new World();
  const { ingest } = theSystem();
  const webhook = await world.integration('Alertmanager', { type: 'alertmanager' });
  const pagerduty = await world.integration('PagerDuty', { type: 'pagerduty' });
  const opsgenie = await world.integration('Opsgenie', { type: 'opsgenie' });
  const graph = `https://grafana.example/${world.tag}`;
  running = await Alertmanager.start(world, binary ?? '', {
    webhook_configs: [{ url: `${ingest}/${webhook.token}/alertmanager` }],
    pagerduty_configs: [
      { url: `${ingest}/v2/enqueue`, routing_key: pagerduty.token, links: [{ href: graph, text: 'Graph' }] },
    ],
    opsgenie_configs: [{ api_url: ingest, api_key: opsgenie.token, priority: 'P2', note: 'from the night shift' }],
  });
  const alert = {
    labels: { alertname: `DiskFull-${world.tag}`, instance: 'db-1:9100', severity: 'critical' },
    annotations: { summary: `Disk of db-1 is 97 % full ${world.tag}` },
  };
  const is = (id: string, what: string, seen: (incident: Incident) => boolean): Promise<Incident> =>
    eventually(async () => {
      const [incident, ...others] = await world.incidents(id, 1);
      expect(others).toEqual([]);
      return incident && seen(incident) ? incident : null;
    }, what);

  await running.hears(alert);
  const all = [webhook, pagerduty, opsgenie];
  const repeated = await Promise.all(
    all.map(({ id }) => is(id, 'an open incident that was repeated', (one) => one.occurrences > 1)),
  );
  const [asWebhook, asPagerduty, asOpsgenie] = repeated;
  expect(repeated.map(({ status }) => status)).toEqual(['triggered', 'triggered', 'triggered']);
  expect(asWebhook).toMatchObject({ title: alert.annotations.summary, severity: 'sev1' });
  expect(asPagerduty?.title).toContain(alert.labels.alertname);
  expect(JSON.stringify(asPagerduty?.details)).toContain(graph);
  expect(JSON.stringify(asPagerduty)).not.toContain(pagerduty.token);
  expect(asOpsgenie?.title).toContain(alert.labels.alertname);
  expect(asOpsgenie?.priority).toBe('p2');

  await running.hears({ ...alert, endsAt: new Date().toISOString() });
  const ended = await Promise.all(
    all.map(({ id }) => is(id, 'a resolved incident', (one) => one.status === 'resolved')),
  );
  expect(ended.map(({ id }) => id)).toEqual(repeated.map(({ id }) => id));
});
