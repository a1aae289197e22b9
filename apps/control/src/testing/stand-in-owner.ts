import type { Broker } from '@ringdown/platform-messaging';

interface Asked {
  readonly subject: string;
  readonly data: unknown;
}

export interface StandInOwner {
  /** What was asked, in order. */
  readonly asked: readonly Asked[];
  leave(): void;
}

/** Answers questions, each with a value or with what a function of the question gives, as a service would, over the real broker and in the protocol of Nest's NATS transport. */
export async function standInOwner(broker: Broker, answers: Readonly<Record<string, unknown>>): Promise<StandInOwner> {
  const connection = await broker.connected();
  const asked: Asked[] = [];
  const subscriptions = Object.entries(answers).map(([subject, response]) =>
    connection.subscribe(subject, {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        asked.push({ subject, data });
        const answer: unknown =
          typeof response === 'function' ? (response as (data: unknown) => unknown)(data) : response;
        message.respond(JSON.stringify({ id, response: answer, isDisposed: true }));
      },
    }),
  );
  await connection.flush();
  return { asked, leave: () => subscriptions.forEach((subscription) => subscription.unsubscribe()) };
}
