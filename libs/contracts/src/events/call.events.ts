import { z } from 'zod';
import { instant } from '../primitives.js';
import { event } from './event.js';

export const callOutcomes = ['answered', 'missed', 'no_one_on_call', 'rejected', 'failed'] as const;
export const callRoles = ['primary', 'fallback1', 'fallback2'] as const;
/** `skipped`: passed over, with a reason; `not_reached`: the call never came to this role. */
export const attemptResults = [
  'ringing',
  'accepted',
  'declined',
  'no_answer',
  'busy',
  'failed',
  'skipped',
  'not_reached',
] as const;

const receiver = z.object({
  id: z.string(),
  name: z.string(),
  oncallId: z.string().nullable(),
  oncallName: z.string().nullable(),
});

const callFacts = {
  callId: z.string(),
  lineId: z.string(),
  lineName: z.string(),
  lineNumber: z.string(),
  /** By its name; which there are is known where providers are spoken with. */
  provider: z.string(),
  providerCallId: z.string(),
  caller: z.object({
    number: z.string().nullable(),
    name: z.string().nullable(),
    contactId: z.string().nullable(),
    /** Where the caller is no phone number, such as `sip:alice@pbx.example.com`. */
    address: z.string().nullable().default(null),
  }),
  calledAt: instant,
  test: z.boolean(),
};

const media = z.object({ url: z.string(), seconds: z.number().int().nullable() });

/** Events published by apps/call-routing. Stream CALL captures `call.>`. */
export const callEvents = {
  /** `rejected`: blocked, withheld or the line off; nobody is rung. */
  started: event('call.started.v1', z.object({ ...callFacts, rejected: z.boolean().default(false) })),
  rang: event(
    'call.rang.v1',
    z.object({
      ...callFacts,
      role: z.enum(callRoles),
      attempt: z.number().int(),
      userId: z.string(),
      userName: z.string(),
    }),
  ),
  answered: event('call.answered.v1', z.object({ ...callFacts, receiver, answeredAt: instant })),
  completed: event(
    'call.completed.v1',
    z.object({
      ...callFacts,
      answeredAt: instant.nullable(),
      endedAt: instant,
      /** Seconds, as the provider reports it, else endedAt − calledAt. */
      duration: z.number().int().nonnegative(),
      outcome: z.enum(callOutcomes),
      receiver: receiver.nullable(),
      /** What happened, in words, oldest first. */
      steps: z.array(z.object({ at: instant, text: z.string() })),
      recordingEnabled: z.boolean(),
      /** Where Ringdown serves it; null where there is none (yet). */
      recording: media.nullable(),
      voicemail: media.nullable(),
      notes: z.string(),
    }),
  ),
  /** A recording or voicemail that the provider reported after the call was over, or a change of notes. */
  enriched: event(
    'call.enriched.v1',
    z.object({ callId: z.string(), lineId: z.string(), recording: media.nullable(), voicemail: media.nullable() }),
  ),
  /** Somebody took the call out of the log. */
  deleted: event('call.deleted.v1', z.object({ callId: z.string(), lineId: z.string() })),
} as const;
