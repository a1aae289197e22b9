import type { IncidentNotification } from '@ringdown/contracts';

export const notifyWays: Readonly<Record<IncidentNotification['type'], string>> = {
  sms: 'SMS',
  voice: 'Phone call',
  email: 'E-mail',
  push: 'Push',
  slack: 'Slack',
};

interface Look {
  readonly label: string;
  readonly color: string;
}

const states: Readonly<Record<IncidentNotification['state'], Look>> = {
  waiting: { label: 'Waits', color: 'blue' },
  sent: { label: 'Sent', color: 'blue' },
  delivered: { label: 'Arrived', color: 'green' },
  failed: { label: 'Failed', color: 'red' },
  answered: { label: 'Answered', color: 'green' },
  cancelled: { label: 'No longer needed', color: 'gray' },
};

/** A call is not sent, and does not arrive. */
const callStates: Partial<Record<IncidentNotification['state'], string>> = { sent: 'Calling', delivered: 'Called' };

export function stateLook({ type, state }: Pick<IncidentNotification, 'type' | 'state'>): Look {
  const label = type === 'voice' ? callStates[state] : undefined;
  return label === undefined ? states[state] : { ...states[state], label };
}

/** "Step 2 · SMS": what it was about, and the way. */
export const occasionInWords = ({ step, type }: Pick<IncidentNotification, 'step' | 'type'>): string =>
  `${step === null ? 'Resolved' : `Step ${step}`} · ${notifyWays[type]}`;

/** What its instant means: that of one which was never sent is when it was to come. */
export function instantMeans({ state, at }: Pick<IncidentNotification, 'state' | 'at'>, now: Date): string {
  const isAhead = Date.parse(at) > now.getTime();
  if (state === 'waiting') return isAhead ? 'comes at' : 'due since';
  if (state === 'cancelled' || isAhead) return 'was to come at';
  return 'at';
}
