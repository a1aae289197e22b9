import type { ConsumerBacklog, ReadinessItem } from '@ringdown/contracts';

/** How far behind a service is; null where it could not be asked. */
export interface ServiceBacklog {
  readonly service: string;
  readonly backlog: ConsumerBacklog | null;
}

const mostSeconds = 30;

/** Events that have not taken effect: those that never can, as things stand, and those that wait for too long. */
export function backlogItems(services: readonly ServiceBacklog[]): ReadinessItem[] {
  return services.flatMap(({ service, backlog }): ReadinessItem[] => {
    if (!backlog) return [];
    const consumers = backlog.consumers.flatMap((consumer) => consumerItems(consumer));
    if (backlog.outboxLagSeconds <= mostSeconds) return consumers;
    const text = `Events of ${service} have waited for ${words(backlog.outboxLagSeconds)} to be published.`;
    const fix = `Look at NATS, and at the log of ${service}. Nothing is lost meanwhile: they wait in Postgres.`;
    return [...consumers, { kind: 'outbox_behind', level: 'error', subject: subject('service', service), text, fix }];
  });
}

function consumerItems({ consumer, deadLetters, lagSeconds }: ConsumerBacklog['consumers'][number]): ReadinessItem[] {
  const items: ReadinessItem[] = [];
  if (deadLetters > 0) {
    items.push({
      kind: 'dead_letters',
      level: 'error',
      subject: subject('consumer', consumer),
      text: `${deadLetters === 1 ? 'One event' : `${deadLetters} events`} could not take effect in ${consumer}.`,
      fix: 'Read the reasons at the dead letters, mend what they name, and replay them.',
    });
  }
  if (lagSeconds !== null && lagSeconds > mostSeconds) {
    items.push({
      kind: 'consumer_behind',
      level: 'error',
      subject: subject('consumer', consumer),
      text: `The oldest event that ${consumer} has not taken yet is ${words(lagSeconds)} old.`,
      fix: 'Look at the log of its service: it says what it waits for. Nothing is lost meanwhile.',
    });
  }
  return items;
}

const subject = (type: string, name: string) => ({ type, id: name, name });

const words = (seconds: number): string =>
  seconds < 120 ? `${Math.round(seconds)} seconds` : `${Math.round(seconds / 60)} minutes`;
