import { scenario } from './world/scenario.ts';

scenario('opens one incident for a missed call, with the exact title and payload', async (world) => {
  const priya = await world.responder('Priya S.');
  const caller = world.aNumber();
  await world.contact('Mitchell Starc', caller);
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya],
    ringTimeoutSeconds: 60,
    incident: { trigger: 'missed', integrationId: integration.id, priority: 'p1', severity: 'sev1' },
  });

  const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: 'no-answer' } });
  await call.comesTo('ringing:1');
  await call.hangsUp();
  await call.isOver();
  const log = await call.log((c) => c.incidentId !== null);

  const title = `On-call hotline: Call from Mitchell Starc (${caller}) (${log.duration}s)`;
  const [incident, ...others] = await world.incidents(integration.id, 1);
  expect(others).toEqual([]);
  expect(incident).toMatchObject({
    id: log.incidentId,
    title,
    status: 'triggered',
    source: 'call',
    priority: 'p1',
    severity: 'sev1',
    occurrences: 1,
    callIds: [log.id],
  });
  expect(incident?.details).toEqual({
    message: title,
    title,
    details: {
      callId: log.id,
      [`${world.provider}CallId`]: call.callSid,
      liveCallRouting: { name: 'On-call hotline', number: hotline.line.number, recordingEnabled: true },
      call: { calledAt: log.calledAt, answeredAt: null, duration: log.duration, recording: null },
      caller: { name: 'Mitchell Starc', number: caller },
      receiver: null,
      details: '',
    },
    priority: 'p1',
    severity: 'sev1',
    teams: [],
  });
});

scenario('opens none for an answered call of a line that is set to missed calls', async (world) => {
  const priya = await world.responder('Priya S.');
  const integration = await world.integration('Hotline');
  const hotline = await world.hotline({
    ring: [priya],
    incident: { trigger: 'missed', integrationId: integration.id },
  });
  const answered = await hotline.isDialledBy(world.aNumber(), { people: { [priya.phone]: 'accept' } });
  await answered.isOver();
  await answered.log();

  // a missed call after it is the event that shows that the answered one has been through and opened nothing
  const missed = await hotline.isDialledBy('anonymous', { people: { [priya.phone]: 'no-answer' } });
  await missed.comesTo('ringing:1');
  await missed.hangsUp();
  await missed.isOver();

  const log = await missed.log((c) => c.incidentId !== null);
  const incidents = await world.incidents(integration.id, 1);
  expect(incidents.map((i) => [i.title, i.callIds])).toEqual([
    [`On-call hotline: Call from unknown caller (${log.duration}s)`, [log.id]],
  ]);
});

scenario('opens one for every call, each its own, where the line is set to all', async (world) => {
  const priya = await world.responder('Priya S.');
  const integration = await world.integration('Hotline');
  const schedule = await world.schedule('Backend Team', [priya]);
  const hotline = await world.hotline({
    ring: [schedule],
    incident: { trigger: 'all', integrationId: integration.id },
  });
  const caller = world.aNumber();

  for (let n = 0; n < 2; n++) {
    const call = await hotline.isDialledBy(caller, { people: { [priya.phone]: { behaviour: 'accept', talkMs: 100 } } });
    await call.isOver();
  }

  const incidents = await world.incidents(integration.id, 2);
  expect(incidents).toHaveLength(2);
  for (const { title, details } of incidents) {
    expect(title).toMatch(new RegExp(`^On-call hotline: Call from \\${caller} \\(\\d+s\\)$`));
    expect(details).toMatchObject({
      details: {
        caller: { name: null, number: caller },
        receiver: { id: priya.id, name: 'Priya S.', oncallId: schedule.id, oncallName: schedule.name },
      },
      priority: null,
      severity: null,
    });
  }
});
