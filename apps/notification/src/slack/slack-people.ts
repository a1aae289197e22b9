import { Injectable } from '@nestjs/common';
import type { SlackAnswer, SlackApi } from '@ringdown/chat';
import type { ConfigDocument } from '@ringdown/contracts';
import { Clock } from '@ringdown/kernel';
import { ConfigMirror } from '@ringdown/platform-messaging';
import { z } from 'zod';

type User = ConfigDocument<'user'>;

/** Who somebody in Slack is here. `api`: the bot of their workspace. */
export type Identified =
  | { readonly type: 'ours'; readonly user: User; readonly api: SlackApi }
  /** `email` null: Slack shows none, as of bots and of people of other organizations. */
  | { readonly type: 'stranger'; readonly email: string | null; readonly api: SlackApi }
  /** `reason`: why Slack did not say it, a sentence. */
  | { readonly type: 'untold'; readonly reason: string; readonly api: SlackApi };

type Looked = { readonly email: string | null } | { readonly reason: string };

/** https://docs.slack.dev/reference/objects/user-object and https://docs.slack.dev/reference/methods/auth.test, as far as they are read here. */
const slackUser = z.object({
  team_id: z.string().optional(),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_email_confirmed: z.boolean().optional(),
  enterprise_user: z.object({ enterprise_id: z.string().optional() }).optional(),
  profile: z.object({ email: z.string().optional() }).optional(),
});
const botTeam = z.object({ team_id: z.string().optional(), enterprise_id: z.string().nullish() });

const knownMs = 5 * 60 * 1000;
const mostKnown = 2000;

/** Matches people in Slack with ours by their e-mail address. What Slack said holds for five minutes. */
@Injectable()
export class SlackPeople {
  private readonly emails = new WeakMap<
    SlackApi,
    Map<string, { readonly email: string | null; readonly until: number }>
  >();
  private readonly teams = new WeakMap<SlackApi, z.infer<typeof botTeam>>();

  constructor(
    private readonly mirror: ConfigMirror,
    private readonly clock: Clock,
  ) {}

  /** `bots`: of each workspace that has the app; the one that knows the person answers. At least one. Never throws. */
  async identify(bots: readonly SlackApi[], slackUserId: string): Promise<Identified> {
    let answer: Identified | null = null;
    for (const api of bots) {
      const looked = await this.emailOf(api, slackUserId);
      if ('reason' in looked) answer ??= { type: 'untold', reason: looked.reason, api };
      else {
        const user = looked.email === null ? undefined : this.userWith(looked.email);
        if (user) return { type: 'ours', user, api };
        if (answer?.type !== 'stranger' || answer.email === null)
          answer = { type: 'stranger', email: looked.email, api };
      }
    }
    if (!answer) throw new Error('a verified request has a bot');
    return answer;
  }

  userWith(email: string): User | undefined {
    const meant = email.trim().toLowerCase();
    return this.mirror.all('user').find((user) => user.email.toLowerCase() === meant);
  }

  private async emailOf(api: SlackApi, slackUserId: string): Promise<Looked> {
    const now = this.clock.now().getTime();
    const known = this.emails.get(api)?.get(slackUserId);
    if (known && known.until > now) return known;
    const [answer, team] = await Promise.all([api.call('users.info', { user: slackUserId }), this.teamOf(api)]);
    if (answer.type !== 'ok') return isNobody(answer) ? { email: null } : { reason: reasonOf(answer) };
    if (!team) return { reason: 'Slack did not say in time which workspace this is. Try again.' };
    const email = emailIn(answer.result['user'], team);
    const mayReadEmails = answer.scopes.length === 0 || answer.scopes.includes('users:read.email');
    if (email === null && !mayReadEmails) return { reason: missingScope('users:read.email') };
    this.remember(api, slackUserId, { email, until: now + knownMs });
    return { email };
  }

  private async teamOf(api: SlackApi): Promise<z.infer<typeof botTeam> | null> {
    const known = this.teams.get(api);
    if (known) return known;
    const answer = await api.call('auth.test');
    if (answer.type !== 'ok') return null;
    const team = botTeam.parse(answer.result);
    this.teams.set(api, team);
    return team;
  }

  private remember(
    api: SlackApi,
    slackUserId: string,
    known: { readonly email: string | null; readonly until: number },
  ) {
    const emails = this.emails.get(api) ?? new Map<string, typeof known>();
    this.emails.set(api, emails);
    emails.delete(slackUserId);
    emails.set(slackUserId, known);
    const [oldest] = emails.keys();
    if (emails.size > mostKnown && oldest !== undefined) emails.delete(oldest);
  }
}

const isNobody = (answer: SlackAnswer): boolean =>
  answer.type === 'refused' && /^users?_not_(found|visible)$|^user_not_in_team$/.test(answer.error);

function emailIn(given: unknown, team: z.infer<typeof botTeam>): string | null {
  const { data: user } = slackUser.safeParse(given);
  return user && isMember(user, team) ? (user.profile?.email ?? null) : null;
}

/**
 * People of other organizations come into shared channels with addresses that their own administrators have set: whoever controls a
 * workspace could be anybody. So only the address of a member counts, which was confirmed.
 */
function isMember(user: z.infer<typeof slackUser>, team: z.infer<typeof botTeam>): boolean {
  if (user.deleted || user.is_bot || user.is_stranger || user.is_email_confirmed === false) return false;
  const enterprise = user.enterprise_user?.enterprise_id;
  if (enterprise !== undefined && enterprise === team.enterprise_id) return true;
  return user.team_id === undefined || team.team_id === undefined || user.team_id === team.team_id;
}

const missingScope = (scope: string): string =>
  `The app in Slack lacks the scope ${scope}. An admin of the workspace can add it and install the app again.`;

function reasonOf(answer: Exclude<SlackAnswer, { type: 'ok' }>): string {
  switch (answer.type) {
    case 'refused':
      return answer.error === 'missing_scope'
        ? missingScope(answer.needed ?? 'users:read')
        : `Slack did not say who you are (${answer.error}).`;
    case 'rate-limited':
      return 'Slack takes no more questions for the moment. Try again in a minute.';
    case 'unreachable':
      return `Slack did not say who you are (${answer.reason}). Try again.`;
  }
}
