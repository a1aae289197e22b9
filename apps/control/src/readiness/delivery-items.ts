import type { ConfigDocument, ReadinessItem, RefusedPhone } from '@ringdown/contracts';

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
