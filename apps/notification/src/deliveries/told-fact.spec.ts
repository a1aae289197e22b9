import { callFact } from '../testing/a-call.js';
import { laterFact, openedFact } from '../testing/an-incident.js';
import { aboutOf, toldFact } from './told-fact.js';

it.each([
  [callFact(), 'call.completed'],
  [openedFact(), 'incident.opened'],
  [laterFact('incident.resolved.v1'), 'incident.resolved'],
])('comes back from its row as it was, and is about %#', (fact, about) => {
  expect(toldFact.parse(JSON.parse(JSON.stringify(fact)))).toEqual(fact);
  expect(aboutOf(fact)).toBe(about);
});
