import { backlogItems } from './backlog-items.js';

const calm = { consumer: 'incident-apply-alerts', deadLetters: 0, lagSeconds: 3 };
const look = (consumer: Partial<typeof calm> | { lagSeconds: null }, outboxLagSeconds = 0) =>
  backlogItems([{ service: 'incident', backlog: { consumers: [{ ...calm, ...consumer }], outboxLagSeconds } }]);

it('says nothing of what goes on as it should', () => {
  expect(look({})).toEqual([]);
  expect(look({ lagSeconds: null })).toEqual([]);
  expect(backlogItems([{ service: 'incident', backlog: null }])).toEqual([]);
});

it('counts the dead letters of a consumer, and says what to do', () => {
  const subject = { type: 'consumer', id: 'incident-apply-alerts', name: 'incident-apply-alerts' };
  const [one] = look({ deadLetters: 1 });
  expect(one).toMatchObject({ kind: 'dead_letters', level: 'error', subject });
  expect(one?.text).toBe('One event could not take effect in incident-apply-alerts.');
  expect(one?.fix).toContain('replay');
  expect(look({ deadLetters: 7 })[0]?.text).toContain('7 events');
});

it.each([
  [31, '31 seconds'],
  [300, '5 minutes'],
])('tells of a consumer, and of an outbox, that is %d s behind', (seconds, words) => {
  const items = look({ lagSeconds: seconds }, seconds);
  expect(items.map(({ kind, level }) => [kind, level])).toEqual([
    ['consumer_behind', 'error'],
    ['outbox_behind', 'error'],
  ]);
  for (const { text } of items) expect(text).toContain(words);
});
