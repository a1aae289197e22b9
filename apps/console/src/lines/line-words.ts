import type { Line } from '../api/things.js';
import type { Choice } from '../form/choice.js';

export const incidentTriggers: Readonly<Record<Line['incident']['trigger'], string>> = {
  off: 'None',
  missed: 'For missed calls',
  all: 'For every call',
};

export const incidentMoments: Readonly<Record<Line['incident']['when'], string>> = {
  completed: 'When the call is over',
  ringing: 'While it still rings',
};

export const withheldWays: Readonly<Record<Line['withheldCallers'], string>> = {
  ring: 'Ring as for everyone',
  voicemail: 'Straight to voicemail',
  reject: 'Reject',
};

export const choicesFrom = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
