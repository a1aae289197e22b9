import type { CallPayload } from '@ringdown/contracts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The details of a call incident, told apart from a monitor's body by what every call payload has; null for anything else. */
export function asCallPayload(details: unknown): CallPayload | null {
  if (!isObject(details) || !isObject(details.details)) return null;
  const { callId, call, caller, liveCallRouting } = details.details;
  const isCall = typeof callId === 'string' && isObject(call) && isObject(caller) && isObject(liveCallRouting);
  return isCall ? (details as CallPayload) : null;
}
