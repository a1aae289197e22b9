import { z } from 'zod';

const requestKinds = [
  'voice',
  'redirect',
  'gather',
  'dial-action',
  'record-action',
  'screen',
  'leg',
  'status',
  'recording',
  'transcription',
  'fallback',
  'media',
  'text',
  'text-status',
] as const;

export type RequestKind = (typeof requestKinds)[number];

/**
 * A fault injected into the requests of one kind, at every occurrence or the n-th (from 1) of the call.
 * `late`: sent after `ms`. `doubled`: sent again after `ms`, same idempotency token, that answer is discarded.
 * `lost`: never sent (a document that is lost this way times out). `reordered`: callbacks of one leg arrive backwards.
 * `forged`: signed with a wrong key; with `copy` a forged copy, changed by `params`, goes out ahead of the true request.
 */
export const faultInjectionSchema = z.object({
  request: z.enum(requestKinds),
  occurrence: z.number().int().positive().optional(),
  how: z.enum(['late', 'doubled', 'lost', 'reordered', 'forged']),
  ms: z.number().nonnegative().default(0),
  copy: z.boolean().default(false),
  params: z.record(z.string(), z.string()).default({}),
});

export type FaultInjection = z.infer<typeof faultInjectionSchema>;

/** The faults to inject into this request. */
export function faultInjectionsFor(
  all: readonly FaultInjection[],
  kind: RequestKind,
  occurrence: number,
): readonly FaultInjection[] {
  return all.filter((one) => one.request === kind && (one.occurrence ?? occurrence) === occurrence);
}
