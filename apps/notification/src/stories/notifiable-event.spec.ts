import { callEvent } from '../testing/a-call.js';
import { laterEvent, openedEvent } from '../testing/an-incident.js';
import { aboutOf, notifiableEvent } from './notifiable-event.js';

it.each([
  [callEvent(), 'call.completed'],
  [openedEvent(), 'incident.opened'],
  [laterEvent('incident.resolved.v1'), 'incident.resolved'],
])('comes back from its row as it was, and is about %#', (event, about) => {
  expect(notifiableEvent.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  expect(aboutOf(event)).toBe(about);
});
