import { responderHint } from './incident-words.js';

const open = { status: 'acknowledged', suppressed: false, mutedUntil: null } as const;

it.each([
  [open, 'Whoever you add is notified of the incident at once.'],
  [{ ...open, mutedUntil: 'forever' as const }, 'Nobody is notified who is added now: it is muted.'],
  [{ ...open, suppressed: true }, 'Nobody is notified who is added now: it is suppressed.'],
  [{ ...open, status: 'resolved' as const }, 'Nobody is notified who is added now: it is resolved.'],
])('tells of %j what becomes of a new responder', (incident, words) => expect(responderHint(incident)).toBe(words));
