import { timeZoneRules } from '@ringdown/domain-oncall';
import { anOrganisation } from '../testing/an-organisation.js';
import { fakeOwner } from '../testing/fake-owner.js';
import { type ControlUnderTest, startControl } from '../testing/start-control.js';

let control: ControlUnderTest;
beforeAll(async () => {
  control = await startControl();
});
afterAll(() => control.stop());

const at = '2026-01-05T09:00:00.000Z';

it('names what would fail, the calls that met a defect and the rules of time zones in use', async () => {
  const { client, broker } = control;
  const { line, user, channel } = await anOrganisation(client);
  const { id: lineId } = await client.made('/lines', line);
  await client.patch(`/users/${user.id}`, { phone: '+447911123456' });
  const what = 'Who is on call could not be determined (RangeError: not a time zone: PST).';
  const consumers = [{ consumer: 'incident-apply-alerts', deadLetters: 2, lagSeconds: 95.2 }];
  const owner = await fakeOwner(broker, {
    'calls.defects': { items: [{ lineId, callId: 'call_1', what, at }] },
    'deliveries.channel-states': {
      items: [{ channelId: channel.id, state: 'disabled', since: at, until: null, reason: 'It is gone.', pending: 0 }],
    },
    'dead-letters.incident.list': { items: [], end: true, consumers, outboxLagSeconds: 0 },
  });

  const { status, body } = await client.get('/readiness');

  owner.leave();
  expect(status).toBe(200);
  expect(body).toMatchObject({ timeZoneRules: { inUse: timeZoneRules } });
  const items = body['items'] as { kind: string; text: string; fix: string; subject: { id: string } }[];
  expect(items.find(({ kind }) => kind === 'call_met_defect')).toMatchObject({
    subject: { type: 'call', id: 'call_1' },
  });
  const behind = items.filter(({ subject }) => subject.id === 'incident-apply-alerts');
  expect(behind.map(({ kind }) => kind)).toEqual(['dead_letters', 'consumer_behind']);
  expect(behind[1]?.text).toContain('95 seconds');
  expect(items.find(({ kind }) => kind === 'channel_disabled')).toMatchObject({ subject: { id: channel.id } });
  const phone = items.find(({ kind }) => kind === 'phone_country_not_allowed');
  expect(phone).toMatchObject({ subject: { id: user.id }, text: expect.stringContaining('add GG') as string });

  await client.patch('/settings', { allowedCountries: ['US', 'GG'] });
  const later = (await client.get('/readiness')).body['items'] as typeof items;
  expect(later.map(({ kind }) => kind)).not.toContain('phone_country_not_allowed');
  // nobody answers for call-routing any more
  expect(later.map(({ kind }) => kind)).toContain('service_unreachable');
});
