import { SetMetadata } from '@nestjs/common';
import type { Sql } from '@ringdown/platform-persistence';

/** Whether the secret that a kept answer carries is still the valid one. */
export type StillValid = (on: Sql, answer: Readonly<Record<string, unknown>>) => Promise<boolean>;

export const replayedWhile = 'ringdown:replayed-while';

/**
 * On a POST whose answer carries a secret: whoever repeats the request because the answer was lost gets the secret, for as long as it is
 * valid. What was revoked or replaced meanwhile is not handed out again.
 */
export const ReplayedWhile = (isValid: StillValid): MethodDecorator => SetMetadata(replayedWhile, isValid);
