import { callEvents, incidentEvents } from '@ringdown/contracts';
import type { NotifyingSql, Transaction } from '@ringdown/platform-persistence';
import { EventHandler, eventHandlerOf, eventHandlersOf, type EventOf } from './event-handler.js';

type Ended = EventOf<typeof callEvents.completed>;
type OfIncident = EventOf<(typeof incidentEvents)[keyof typeof incidentEvents]>;

class Handles {
  readonly heard: string[] = [];

  @EventHandler(callEvents.completed, { durable: 'spec-one' })
  async one(tx: NotifyingSql, events: readonly Ended[]): Promise<void> {
    await tx.query('select 1');
    for (const { data } of events) this.heard.push(data.callId);
  }

  @EventHandler(callEvents.completed, { durable: 'spec-calls' })
  @EventHandler(Object.values(incidentEvents), { durable: 'spec-incidents' })
  async many(_tx: Transaction, events: readonly (Ended | OfIncident)[]): Promise<() => void> {
    return () => void this.heard.push(...events.map(({ subject }) => subject));
  }

  other(): void {}
}

class Extended extends Handles {}

/** Never called: the compiler refuses these. */
export class RefusedByTheCompiler {
  // @ts-expect-error the events of another contract
  @EventHandler(callEvents.started, { durable: 'spec-wrong-event' })
  async wrongEvent(_tx: NotifyingSql, _events: readonly Ended[]): Promise<void> {}

  // @ts-expect-error fewer contracts than those that are followed
  @EventHandler([callEvents.started, callEvents.completed], { durable: 'spec-too-few' })
  async tooFew(_tx: NotifyingSql, _events: readonly Ended[]): Promise<void> {}

  // @ts-expect-error an answer that nobody waits for
  @EventHandler(callEvents.completed, { durable: 'spec-wrong-answer' })
  wrongAnswer(_tx: NotifyingSql, _events: readonly Ended[]): string {
    return '';
  }
}

const tx = { query: async () => [] } as unknown as Transaction;
const ended = { subject: 'call.completed.v1', data: { callId: 'call_1' }, envelope: {} } as unknown as Ended;

it('finds the methods that are declared, inherited ones too, with what they follow', () => {
  const found = eventHandlersOf(new Extended()).map(({ durable, events }) => [durable, events.map((e) => e.subject)]);
  expect(found).toContainEqual(['spec-one', [callEvents.completed.subject]]);
  expect(found).toContainEqual(['spec-calls', [callEvents.completed.subject]]);
  expect(found).toContainEqual(['spec-incidents', Object.values(incidentEvents).map((e) => e.subject)]);
  expect(found).toHaveLength(3);
  expect(eventHandlersOf({})).toEqual([]);
});

it('calls the method on its object', async () => {
  const handles = new Handles();
  await eventHandlerOf(handles, 'spec-one').handle(tx, [ended]);
  const after = await eventHandlerOf(handles, 'spec-calls').handle(tx, [ended]);
  expect(handles.heard).toEqual(['call_1']);
  await after?.();
  expect(handles.heard).toEqual(['call_1', 'call.completed.v1']);
});

it('says where there is not one such handler', () => {
  expect(() => eventHandlerOf(new Handles())).toThrow('Handles has 3 such handlers');
  expect(() => eventHandlerOf(new Handles(), 'spec-none')).toThrow('Handles has 0 such handlers');
});
