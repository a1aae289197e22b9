import type { ChannelType } from '@ringdown/contracts';
import type { SendRate } from './send-rate.js';

/** How messages go out to channels of one type. */
export interface ChannelPolicy {
  readonly rate: SendRate;
  /** Requests under way at once, each about another call or incident. */
  readonly atOnce: number;
  /** When what waits about one call or incident goes out as one message that tells how things stand. */
  readonly merges: 'always' | 'a backlog' | 'never';
  /** A storm becomes one summary; null: every event goes out by itself. */
  readonly summary: {
    /** A summary that can be changed in place counts up this often; one that cannot is posted again this often. */
    readonly everyMs: number;
    /** What counts towards a storm: messages that would be new, or all. */
    readonly of: 'new messages' | 'all';
  } | null;
}

/**
 * Slack takes about one message a second and channel, with short bursts (https://docs.slack.dev/apis/web-api/rate-limits), changes of
 * messages a little less often; Teams' workflows are throttled likewise. A webhook is a feed that a machine reads.
 */
export const channelPolicies: Readonly<Record<ChannelType, ChannelPolicy>> = {
  slack: {
    rate: { everyMs: 1000, burst: 10 },
    atOnce: 1,
    merges: 'a backlog',
    summary: { everyMs: 5 * 60_000, of: 'all' },
  },
  'slack-app': {
    rate: { everyMs: 1200, burst: 10 },
    atOnce: 1,
    merges: 'always',
    summary: { everyMs: 2000, of: 'new messages' },
  },
  teams: {
    rate: { everyMs: 1000, burst: 10 },
    atOnce: 1,
    merges: 'a backlog',
    summary: { everyMs: 5 * 60_000, of: 'all' },
  },
  email: {
    rate: { everyMs: 1000, burst: 10 },
    atOnce: 1,
    merges: 'a backlog',
    summary: { everyMs: 15 * 60_000, of: 'all' },
  },
  webhook: { rate: { everyMs: 20, burst: 50 }, atOnce: 10, merges: 'never', summary: null },
};
