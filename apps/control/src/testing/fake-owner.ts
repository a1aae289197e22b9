import { DomainError } from '@ringdown/kernel';
import type { Broker } from '@ringdown/platform-messaging';

interface Asked {
  readonly subject: string;
  readonly data: unknown;
}

export interface FakeOwner {
  /** What was asked, in order. */
  readonly asked: readonly Asked[];
  leave(): void;
}

/** Answers RPC, each with a value or with what a function of the request gives, as a service would, over the real broker and in the protocol of Nest's NATS transport. */
export async function fakeOwner(broker: Broker, answers: Readonly<Record<string, unknown>>): Promise<FakeOwner> {
  const connection = await broker.connected();
  const asked: Asked[] = [];
  const subscriptions = Object.entries(answers).map(([subject, response]) =>
    connection.subscribe(subject, {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        asked.push({ subject, data });
        message.respond(JSON.stringify({ id, ...answered(response, data), isDisposed: true }));
      },
    }),
  );
  await connection.flush();
  return { asked, leave: () => subscriptions.forEach((subscription) => subscription.unsubscribe()) };
}

/** What a function throws goes back as a failure, by its kind. */
function answered(response: unknown, data: unknown): { readonly response: unknown } | { readonly err: unknown } {
  try {
    return { response: typeof response === 'function' ? (response as (data: unknown) => unknown)(data) : response };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { err: { kind: error.kind, message: error.message, errors: error.errors } };
  }
}
