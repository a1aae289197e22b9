/** One thing that the bot token must be allowed to do (https://docs.slack.dev/reference/scopes). */
interface SlackScope {
  readonly scope: string;
  /** Read behind `is for`. */
  readonly purpose: string;
  /** What does not work without it; null: nothing works. */
  readonly without: string | null;
}

const doubles = 'after a lost answer a message may come twice';
const strangers = 'nobody is recognised who presses a button or writes a command, and nobody gets a direct message';

/** All that the app asks for when it is installed; `deploy/slack/manifest.yaml` names the same. */
export const slackScopes: readonly SlackScope[] = [
  { scope: 'chat:write', purpose: 'posting and changing messages', without: null },
  {
    scope: 'channels:read',
    purpose: 'finding a public channel by its name',
    without: `${doubles} in a channel that is entered by its name`,
  },
  {
    scope: 'groups:read',
    purpose: 'finding a private channel by its name',
    without: `${doubles} in a private channel that is entered by its name`,
  },
  {
    scope: 'channels:history',
    purpose: 'looking whether a message has arrived already',
    without: `${doubles} in a public channel`,
  },
  {
    scope: 'groups:history',
    purpose: 'looking whether a message has arrived already in a private channel',
    without: `${doubles} in a private channel`,
  },
  { scope: 'im:write', purpose: 'opening direct messages', without: `${doubles} as a direct message` },
  {
    scope: 'im:history',
    purpose: 'looking whether a direct message has arrived already',
    without: `${doubles} as a direct message`,
  },
  { scope: 'users:read', purpose: 'knowing who pressed a button', without: strangers },
  { scope: 'users:read.email', purpose: 'matching people by their e-mail address', without: strangers },
  { scope: 'commands', purpose: 'the command /ringdown', without: 'there is no command /ringdown' },
];

/** Those that a token lacks. */
export const missingScopes = (granted: readonly string[]): readonly SlackScope[] =>
  slackScopes.filter(({ scope }) => !granted.includes(scope));
