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

/** What one person was told at one step or other occasion, in the order of the ways. */
interface ToldPerson {
  readonly name: string;
  /** "Step 2", that they were made a responder, or that it was about the end. */
  readonly occasion: string;
  readonly notifications: readonly IncidentNotification[];
}

/** Neighbours that tell the same person on the same occasion are one. */
export function byPersonAndStep(notifications: readonly IncidentNotification[]): readonly ToldPerson[] {
  const told: (ToldPerson & { readonly notifications: IncidentNotification[] })[] = [];
  for (const notification of notifications) {
    const { user } = notification;
    const occasion = occasionOf(notification);
    const last = told.at(-1);
    if (last?.notifications[0]?.user.id === user.id && last.occasion === occasion)
      last.notifications.push(notification);
    else told.push({ name: user.name, occasion, notifications: [notification] });
  }
  return told;
}

function occasionOf({ step, madeResponder }: IncidentNotification): string {
  if (madeResponder) return 'Made a responder';
  return step === null ? 'It is resolved' : `Step ${step}`;
}

/** What its instant means: that of one which was never sent is when it was to come. */
export function instantMeans({ state, at }: Pick<IncidentNotification, 'state' | 'at'>, now: Date): string {
  const isAhead = Date.parse(at) > now.getTime();
  if (state === 'waiting') return isAhead ? 'comes at' : 'due since';
  if (state === 'cancelled' || isAhead) return 'was to come at';
  return 'at';
}
