import type { Call } from './call.js';
import type { CallCommand } from './commands.js';
import { decide } from './decide.js';
import type { EpochMs } from './responder.js';

/** Somebody who talks, or is asked to accept, in a live call, and when that call was last heard of. */
export interface BusyResponder {
  readonly callId: string;
  readonly userId: string;
  readonly lastSignAt: EpochMs;
}

/** A command that may lead to the next responder. */
export type RingingCommand = Extract<CallCommand, { readonly busyUserIds: readonly string[] }>;

/** The report of an end comes within seconds, and the proxy holds it for eight more; after that it may have got lost. */
const doubtAfterMs = 15_000;

/** Null where nobody talks in this call. */
export function busyResponderOf(call: Call): BusyResponder | null {
  const { phase, attempts, id: callId, lastSignAt } = call;
  if (phase.name !== 'connected' && phase.name !== 'screening') return null;
  const userId = attempts[phase.attempt - 1]?.user?.id;
  return userId ? { callId, userId, lastSignAt } : null;
}

/** Whose busyResponders matter: those who may still be rung. */
export const stillToRing = (call: Call): readonly string[] =>
  call.attempts.flatMap(({ responder, result }) => (responder && result === 'waiting' ? [responder.userId] : []));

/**
 * The busyResponders for which this command would pass somebody by, though nothing has been heard of their calls for a while, or not
 * since `listeningSince`: until then nobody was there to hear of an end. Their status has to be requested from the provider first. Who is
 * known to be busy in a further call is passed by all the same.
 */
export function doubtful(
  call: Call,
  command: RingingCommand,
  busyResponders: readonly BusyResponder[],
  listeningSince: EpochMs,
): readonly BusyResponder[] {
  const isDoubtful = ({ lastSignAt }: BusyResponder): boolean =>
    lastSignAt < listeningSince || command.at - lastSignAt >= doubtAfterMs;
  const certain = new Set(busyResponders.filter((one) => !isDoubtful(one)).map(({ userId }) => userId));
  const passedBy = passedByIn(call, { ...command, busyUserIds: busyResponders.map(({ userId }) => userId) });
  return busyResponders.filter(({ userId }) => passedBy.has(userId) && !certain.has(userId));
}

function passedByIn(call: Call, command: RingingCommand): ReadonlySet<string> {
  const skipped = decide(call, command).flatMap((event) =>
    event.type === 'skipped' && event.reason === 'on_another_call' ? [call.attempts[event.attempt - 1]] : [],
  );
  return new Set(skipped.flatMap((attempt) => attempt?.user?.id ?? []));
}
