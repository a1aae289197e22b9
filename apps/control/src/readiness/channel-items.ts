import type { ChannelState, ConfigDocument, FailingChannel, ReadinessItem } from '@ringdown/contracts';

type Channel = ConfigDocument<'channel'>;
type Trouble = Omit<ReadinessItem, 'subject' | 'level'>;

export interface ChannelsInput {
  readonly channels: readonly Channel[];
  readonly users: readonly ConfigDocument<'user'>[];
  /** Null where notification did not answer. */
  readonly failing: readonly FailingChannel[] | null;
  /** Null where notification did not answer. */
  readonly channelStates: readonly ChannelState[] | null;
  /** Whether SMTP_URL is set. */
  readonly sendsMail: boolean;
  readonly now: Date;
}

/** What messages wait for so long is no passing trouble of the other side. */
const longMs = 10 * 60_000;

/** Channels that messages do not reach, each by the most that is known of it, and ways that people chose which nothing can go. */
export const channelItems = (input: ChannelsInput): readonly ReadinessItem[] => [
  ...input.channels.flatMap((channel) => {
    const trouble = disabledTrouble(channel, input) ?? failingTrouble(channel, input) ?? waitingTrouble(channel, input);
    return [...(trouble ? [aboutChannel(channel, trouble)] : []), ...mailItems(channel, input)];
  }),
  ...input.users.flatMap((user) => chosenWayItems(user, input)),
];

const aboutChannel = ({ id, name }: Channel, trouble: Trouble): ReadinessItem => ({
  ...trouble,
  level: 'error',
  subject: { type: 'channel', id, name },
});

/** The channel said again and again that it is gone. */
function disabledTrouble({ id, name }: Channel, { channelStates }: ChannelsInput): Trouble | null {
  const known = channelStates?.find(({ channelId }) => channelId === id);
  if (known?.state !== 'disabled') return null;
  return {
    kind: 'channel_disabled',
    text: `Nothing is sent to the channel ${name} any more${because(known.reason)}`,
    fix: 'Give the channel the address that its receiver has now, or delete it; then enable it on its page.',
  };
}

/** Messages have failed for good lately, and none has arrived since. */
function failingTrouble({ id, name }: Channel, { failing }: ChannelsInput): Trouble | null {
  const known = failing?.find(({ channelId }) => channelId === id);
  if (!known) return null;
  const many = known.failed === 1 ? 'A message' : `${known.failed} messages`;
  return {
    kind: 'channel_fails',
    text: `${many} to the channel ${name} failed for good within a day, and none has arrived since${because(known.lastError)}`,
    fix: 'Send a test message from the page of channels, mend what it answers, and send the failed ones again.',
  };
}

/** Messages have not got through for long, and are still tried. */
function waitingTrouble({ id, name }: Channel, { channelStates, now }: ChannelsInput): Trouble | null {
  const known = channelStates?.find(({ channelId }) => channelId === id);
  if (known?.state !== 'waiting' || known.since === null) return null;
  const waitedMs = now.getTime() - Date.parse(known.since);
  if (waitedMs < longMs) return null;
  const many = known.pending === 1 ? 'one waits' : `${known.pending} wait`;
  return {
    kind: 'channel_waits',
    text: `Messages to the channel ${name} have not got through for ${Math.round(waitedMs / 60_000)} minutes; ${many}${because(known.reason)}`,
    fix: 'Look whether the other side is up and takes messages. They are tried again until they arrive.',
  };
}

const because = (reason: string | null): string => (reason ? `: ${reason}` : '.');

const noMail = 'no e-mail is sent, since SMTP_URL is not set';
const setMail = 'Set SMTP_URL (.env.example says how), and start Ringdown again.';

function mailItems(channel: Channel, { sendsMail }: ChannelsInput): readonly ReadinessItem[] {
  if (channel.type !== 'email' || sendsMail) return [];
  const text = `Messages to the channel ${channel.name} do not go out: ${noMail}.`;
  return [aboutChannel(channel, { kind: 'mail_not_set_up', text, fix: setMail })];
}

/** What a person chose to be notified by, though nothing can go that way; another way is taken in its place. */
function chosenWayItems(
  { id, name, notify, shiftNotices }: ChannelsInput['users'][number],
  { channels, sendsMail }: ChannelsInput,
): readonly ReadinessItem[] {
  const chosen = new Set([...notify, ...shiftNotices].map(({ type }) => type));
  const about = { level: 'warning', subject: { type: 'user', id, name } } as const;
  const items: ReadinessItem[] = [];
  if (chosen.has('slack') && !channels.some(({ type }) => type === 'slack-app')) {
    items.push({
      ...about,
      kind: 'slack_app_missing',
      text: `${name} is to be notified by Slack, and there is no channel of a Slack app that could send it.`,
      fix: 'Add a channel of the type Slack app, or choose another way for this person.',
    });
  }
  if (chosen.has('email') && !sendsMail)
    items.push({
      ...about,
      kind: 'mail_not_set_up',
      text: `${name} is to be notified by e-mail: ${noMail}.`,
      fix: setMail,
    });
  return items;
}
