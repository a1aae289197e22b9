import type { FailureCategory } from '@ringdown/telephony';

/** What came of one try. */
export type SendResult =
  | { readonly type: 'sent'; readonly providerId: string | null }
  /** Try again soon; `afterMs`: not before, as the other side says. */
  | { readonly type: 'retry'; readonly reason: string; readonly afterMs?: number }
  /** Not yet, and no fault of anybody's. */
  | { readonly type: 'later'; readonly afterMs: number; readonly reason: string }
  | { readonly type: 'failed'; readonly reason: string; readonly category: FailureCategory | null };
