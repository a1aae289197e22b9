import { z } from 'zod';
import { instant, priority, severity } from './primitives.js';

const person = z.object({
  id: z.string(),
  name: z.string(),
  /** The schedule through which the receiver was found; null where the target was a person. */
  oncallId: z.string().nullable(),
  oncallName: z.string().nullable(),
});

const details = {
  callId: z.string(),
  liveCallRouting: z.object({ name: z.string(), number: z.string(), recordingEnabled: z.boolean() }),
  call: z.object({
    calledAt: instant,
    answeredAt: instant.nullable(),
    /** Seconds. */
    duration: z.number().int().nullable(),
    recording: z.string().nullable(),
  }),
  caller: z.object({ name: z.string().nullable(), number: z.string().nullable() }),
  receiver: person.nullable(),
  details: z.string(),
};

/** The payload of a call incident, also in outbound webhooks (01-product, "Incidents from calls"): names and shapes are a promise. */
export const callPayload = z.object({
  message: z.string(),
  title: z.string(),
  details: z.union([
    z.object({ ...details, twilioCallId: z.string() }),
    z.object({ ...details, plivoCallId: z.string() }),
  ]),
  priority: priority.nullable(),
  severity: severity.nullable(),
  teams: z.array(z.string()),
});
export type CallPayload = z.infer<typeof callPayload>;
