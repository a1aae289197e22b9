import type { Envelope, EventContract, EventData } from '@ringdown/contracts';
import type { Transaction } from '@ringdown/platform-persistence';
import { MetadataScanner } from '@nestjs/core';

/** An event as it arrived: its subject says which shape `data` has. */
export type EventOf<E extends EventContract> = E extends EventContract
  ? { readonly subject: E['subject']; readonly data: EventData<E>; readonly envelope: Envelope }
  : never;

/** Runs after the commit; what it does may be lost, so it must be only a doorbell (a timer, a live update). */
export type AfterCommit = () => void | Promise<void>;

/**
 * Takes events in the order of their stream, each exactly once, in one transaction with the inbox. What it throws as `invalid`
 * makes a dead letter of the event at once; what may pass (`unavailable`, Postgres) is tried for ever, anything else eight times.
 */
type Handle<E extends EventContract> = (tx: Transaction, events: readonly EventOf<E>[]) => Promise<void | AfterCommit>;

/** What a service does with events of one stream, and under which name it follows them. */
export interface EventHandler<E extends EventContract = EventContract> {
  /** `<app>-<what it does>`: the JetStream durable and the inbox's consumer name. */
  readonly durable: string;
  readonly events: readonly E[];
  readonly handle: Handle<E>;
}

interface Declared {
  readonly durable: string;
  readonly events: readonly EventContract[];
}

const declared = Symbol('event handlers that a method is declared as');

/** A method's type as that of a function: parameters of methods are compared both ways, which would let a wrong one pass. */
type AsFunction<M> = M extends (...args: infer Parameters) => infer Result ? (...args: Parameters) => Result : never;
type Fits<M, E extends EventContract> =
  AsFunction<M> extends Handle<E> ? unknown : { 'a method of this type': Handle<E> };

/**
 * Declares a method of a provider as the handler of these events, which belong to one stream. It is found at boot and called with
 * events in the order of their stream, each exactly once, in one transaction with the inbox. What it throws as `invalid` makes a
 * dead letter of the event at once; what may pass (`unavailable`, Postgres) is tried for ever, anything else eight times.
 * The durable is `<app>-<what it does>`; the service's `durables` list it.
 */
export const EventHandler =
  <E extends EventContract>(events: E | readonly E[], { durable }: { readonly durable: string }) =>
  <M>(_target: object, _name: string | symbol, method: TypedPropertyDescriptor<M> & Fits<M, E>): void => {
    const before = (Reflect.getMetadata(declared, method.value as object) ?? []) as readonly Declared[];
    Reflect.defineMetadata(declared, [...before, { durable, events: [events].flat() }], method.value as object);
  };

/** The handlers that the methods of an object are declared as. */
export function eventHandlersOf(instance: object): EventHandler[] {
  const methods = instance as Readonly<Record<string, EventHandler['handle']>>;
  return new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((name) => {
    const method = methods[name];
    const declarations = (method && Reflect.getMetadata(declared, method)) as readonly Declared[] | undefined;
    return (declarations ?? []).map((declaration) => ({
      ...declaration,
      handle: (tx, events) => (method as EventHandler['handle']).call(instance, tx, events),
    }));
  });
}

/** For specs: the handler that one method of an object is declared as; by its durable where there are several. */
export function eventHandlerOf(instance: object, durable?: string): EventHandler {
  const handlers = eventHandlersOf(instance).filter((handler) => !durable || handler.durable === durable);
  const [handler, ...others] = handlers;
  if (!handler || others.length > 0)
    throw new Error(`${instance.constructor.name} has ${handlers.length} such handlers`);
  return handler;
}
