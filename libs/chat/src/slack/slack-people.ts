import type { SlackAnswer, SlackApi } from './slack-api.js';

/** Who somebody is on the other side; where Slack did not say it, its answer tells why. */
export type SlackPerson =
  | { readonly type: 'known'; readonly userId: string; readonly email: string }
  /** Slack knows nobody like this, or not their e-mail address. */
  | { readonly type: 'unknown' }
  | { readonly type: 'unanswered'; readonly answer: Exclude<SlackAnswer, { type: 'ok' }> };

/** Slack's words for: there is no such person (any more). */
const nobody = new Set(['users_not_found', 'user_not_found', 'user_not_visible', 'user_not_in_team']);

/**
 * Whose e-mail address a Slack user has (`users.info`, https://docs.slack.dev/reference/methods/users.info; scopes users:read and
 * users:read.email, without the latter Slack leaves the address out). Bots and people who left are nobody.
 */
export const emailOfSlackUser = async (api: SlackApi, userId: string): Promise<SlackPerson> =>
  personIn(await api.call('users.info', { user: userId }));

/** Who in Slack has an e-mail address (`users.lookupByEmail`, https://docs.slack.dev/reference/methods/users.lookupByEmail). */
export const slackUserByEmail = async (api: SlackApi, email: string): Promise<SlackPerson> =>
  personIn(await api.call('users.lookupByEmail', { email }));

function personIn(answer: SlackAnswer): SlackPerson {
  if (answer.type === 'refused' && nobody.has(answer.error)) return { type: 'unknown' };
  if (answer.type !== 'ok') return { type: 'unanswered', answer };
  const { user } = answer.result as { user?: SlackUser };
  const email = user?.profile?.email;
  if (!user?.id || !email || user.deleted === true || user.is_bot === true) return { type: 'unknown' };
  return { type: 'known', userId: user.id, email: email.toLowerCase() };
}

/** Of https://docs.slack.dev/reference/objects/user-object what is read here. */
interface SlackUser {
  readonly id?: string;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly profile?: { readonly email?: string };
}
