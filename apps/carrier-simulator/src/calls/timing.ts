import { z } from 'zod';

/**
 * How long things take. `secondMs` is the length of a telephone second: 1000 is real time, 10 runs a call a hundred
 * times faster. Everything the protocol counts in seconds is scaled by it; plain milliseconds are taken as they are.
 */
export const timingSchema = z
  .object({
    secondMs: z.number().positive(),
    speechMsPerCharacter: z.number().nonnegative(),
    playMs: z.number().nonnegative(),
    postDialMs: z.number().nonnegative(),
    dialExtraMs: z.number().nonnegative(),
    legCloseMs: z.number().nonnegative(),
    staleActionMs: z.number().nonnegative(),
    redirectMs: z.number().nonnegative(),
    recordingCallbackMs: z.number().nonnegative(),
    requestTimeoutMs: z.number().positive(),
  })
  .partial();

export type TimingInput = z.infer<typeof timingSchema>;
export type Timing = Required<{ [Key in keyof TimingInput]: NonNullable<TimingInput[Key]> }>;

/** What is not given follows from the length of a second, so that a fast call is fast throughout. */
export function timingFrom(...inputs: readonly TimingInput[]): Timing {
  const given: TimingInput = Object.assign({}, ...inputs);
  const secondMs = given.secondMs ?? 1000;
  return {
    secondMs,
    speechMsPerCharacter: given.speechMsPerCharacter ?? 0,
    playMs: given.playMs ?? 0,
    postDialMs: given.postDialMs ?? 0,
    dialExtraMs: given.dialExtraMs ?? 5 * secondMs,
    legCloseMs: given.legCloseMs ?? 0.17 * secondMs,
    staleActionMs: given.staleActionMs ?? 0.32 * secondMs,
    redirectMs: given.redirectMs ?? 0.65 * secondMs,
    recordingCallbackMs: given.recordingCallbackMs ?? secondMs,
    requestTimeoutMs: given.requestTimeoutMs ?? 15_000,
  };
}

/** Whole telephone seconds between two instants in real milliseconds. */
export function secondsBetween(fromMs: number, toMs: number, timing: Timing): number {
  return Math.round((toMs - fromMs) / timing.secondMs);
}
