/** How the demo's people are notified: a text at once, and a call where nobody has answered after two minutes. */
const notify = [
  { type: 'sms', delayMinutes: 0 },
  { type: 'voice', delayMinutes: 2 },
];

/** The demo organisation: four people, two schedules, a hotline at each provider. The resources refer to each other by name. */
export const people = [
  {
    name: 'Priya S.',
    email: 'priya@ringdown.example',
    phone: '+14155550102',
    role: 'responder',
    timeZone: 'Asia/Kolkata',
    notify,
  },
  {
    name: 'Sam T.',
    email: 'sam@ringdown.example',
    phone: '+14155550103',
    role: 'responder',
    timeZone: 'Europe/London',
    notify,
  },
  {
    name: 'Alex R.',
    email: 'alex@ringdown.example',
    phone: '+14155550104',
    role: 'admin',
    timeZone: 'America/New_York',
    notify,
  },
  {
    name: 'Jordan K.',
    email: 'jordan@ringdown.example',
    phone: '+14155550105',
    role: 'responder',
    timeZone: 'America/Chicago',
    notify,
  },
];

/** Of whoever signs in as the demo's admin. */
export const adminPhone = '+14155550101';

export const contact = { name: 'Mitchell Starc', phone: '+14156040016', notes: 'Payments desk of the bank' };

export const team = { name: 'Backend', slug: 'backend', members: ['Priya S.', 'Sam T.', 'Alex R.', 'Jordan K.'] };

/** Each begins with the handoff before today's, so the first named is on call when the demo is loaded. */
export const schedules = [
  {
    name: 'Backend Team',
    timeZone: 'Europe/London',
    layer: 'Weekly',
    unit: 'week',
    participants: ['Priya S.', 'Jordan K.'],
  },
  {
    name: 'Platform Team',
    timeZone: 'Europe/London',
    layer: 'Daily',
    unit: 'day',
    participants: ['Sam T.', 'Alex R.'],
  },
];

export const escalationPolicy = {
  name: 'Backend escalation',
  repeat: 1,
  steps: [
    { delayMinutes: 0, schedule: 'Backend Team' },
    { delayMinutes: 5, schedule: 'Platform Team' },
    { delayMinutes: 10, team: 'Backend' },
  ],
};

export const providerAccountNames = { twilio: 'Simulated Twilio', plivo: 'Simulated Plivo' };

export const channels = [
  { name: '#ops', type: 'slack', path: '/sim/slack/ops' },
  { name: 'Ops team', type: 'teams', path: '/sim/teams/ops' },
];

export const integrationName = 'Grafana';

const hotline = {
  primary: 'Backend Team',
  fallbacks: ['Sam T.', 'Alex R.'],
  ringTimeoutSeconds: 8,
  incident: { trigger: 'missed', when: 'completed', priority: 'p1', severity: 'sev1' },
  messages: {
    welcome: 'Welcome to the on-call hotline. Please hold while we reach the engineer on call.',
    noOneOnCall: 'Nobody is on call at the moment. Please try again later.',
    noAnswer: 'We could not reach anyone. Please leave a message after the tone.',
  },
};

export const lines = [
  { ...hotline, name: 'On-call hotline', number: '+12245550123', provider: 'twilio' },
  { ...hotline, name: 'Payments hotline', number: '+12245550124', provider: 'plivo' },
];
