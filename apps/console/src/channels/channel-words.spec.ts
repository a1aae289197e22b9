import { channelEvents, defaultChannelEvents } from '@ringdown/contracts';
import { boundWords, eventGroups, isUsual, pendingWords, stateLook, toldWords } from './channel-words.js';

it('has every event once, in the order in which they are defined', () => {
  expect(eventGroups.flatMap(({ events }) => events.map(([event]) => event))).toEqual([...channelEvents]);
});

it('says what is told in a line for each group', () => {
  expect(toldWords(defaultChannelEvents.slack)).toEqual([
    'Calls: Over, answered or not',
    'Incidents: Opened, Resolved',
  ]);
  expect(toldWords(defaultChannelEvents.webhook)).toEqual(['Calls: all', 'Incidents: all', 'On call: all']);
  expect(toldWords([])).toEqual([]);
});

it.each([
  [{}, 'All'],
  [{ priority: 'p2' }, 'From P2'],
  [{ priority: 'p1', severity: 'sev2' }, 'From P1 and SEV2'],
])('says of the bounds %j: %s', (from, words) => expect(boundWords(from)).toBe(words));

it('knows what is usual by what is in it, not by its order', () => {
  expect(isUsual('email', defaultChannelEvents.email.toReversed())).toBe(true);
  expect(isUsual('email', defaultChannelEvents.email.slice(1))).toBe(false);
  expect(isUsual('email', ['call.started', ...defaultChannelEvents.email.slice(1)])).toBe(false);
});

it('says of a channel to which nothing was sent that nothing is known', () => {
  expect(stateLook(undefined)).toEqual({ label: 'Nothing sent yet', color: 'gray' });
});

it.each([
  [0, null],
  [1, 'One message waits to be sent'],
  [7, '7 messages wait to be sent'],
])('says of %d that wait: %s', (pending, words) => expect(pendingWords(pending)).toBe(words));
