import { responderHint } from './incident-words.js';

const open = { status: 'acknowledged', suppressed: false, mutedUntil: null } as const;

it.each([
  [open, 'People you add are notified by their own notification rules.'],
  [{ ...open, mutedUntil: 'forever' as const }, 'People added now are not notified, because the incident is muted.'],
  [{ ...open, suppressed: true }, 'People added now are not notified, because the incident is suppressed.'],
  [{ ...open, status: 'resolved' as const }, 'People added now are not notified, because the incident is resolved.'],
])('says whether a new responder is notified (%j)', (incident, words) => expect(responderHint(incident)).toBe(words));
