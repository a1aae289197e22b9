import type { ConfigDocument, FailingChannel, ReadinessItem, RefusedPhone } from '@ringdown/contracts';

/** Channels to which messages have failed for good lately, and none has arrived since. */
export const channelItems = (
  failing: readonly FailingChannel[],
  channels: readonly ConfigDocument<'channel'>[],
): readonly ReadinessItem[] =>
  failing.flatMap(({ channelId, failed, lastError }): readonly ReadinessItem[] => {
    const channel = channels.find(({ id }) => id === channelId);
    if (!channel) return [];
    const { id, name } = channel;
    const many = failed === 1 ? 'A message' : `${failed} messages`;
    return [
      {
        kind: 'channel_fails',
        level: 'error',
        subject: { type: 'channel', id, name },
        text: `${many} to the channel ${name} failed for good within a day, and none has arrived since${lastError ? `: ${lastError}` : '.'}`,
        fix: 'Send a test message from the page of channels, mend what it answers, and send the failed ones again.',
      },
    ];
  });

/** Phones whose owners answered STOP, or whose carriers take no more texts of ours. */
export const refusedPhoneItems = (
  refused: readonly RefusedPhone[],
  users: readonly ConfigDocument<'user'>[],
): readonly ReadinessItem[] =>
  refused.flatMap(({ phone, category, reason }) =>
    users
      .filter((user) => user.phone === phone)
      .map(({ id, name }): ReadinessItem => {
        const isStopped = category === 'opted-out';
        return {
          kind: isStopped ? 'texts_stopped' : 'texts_refused',
          level: 'error',
          subject: { type: 'user', id, name },
          text: `Texts do not reach ${name}: ${name} ${reason}.`,
          fix: isStopped
            ? `${name} sends START to the number of ours that texts.`
            : 'Look up at the provider what it asks for, such as a registration of the number; until then choose another way.',
        };
      }),
  );
