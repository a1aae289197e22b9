import { modalView } from './block-rules.js';
import { checked, type Method, SlackError, textOf } from './method.js';
import type { SlackUser, Workspace } from './workspace.js';

/** Methods about the workspace, its people and what they are shown. */
export const peopleMethods: Readonly<Record<string, Method>> = {
  'auth.test': {
    scope: null,
    answer: ({ workspace }) => ({
      url: 'https://sim.slack.com/',
      team: workspace.settings.name,
      user: 'ringdown',
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      bot_id: workspace.idOf('B', 0),
    }),
  },
  'users.info': {
    scope: 'users:read',
    answer: ({ workspace, fields }) => {
      const user = workspace.users.find(({ id }) => id === fields['user']);
      if (!user) throw new SlackError('user_not_found');
      return { user: shownUser(workspace, user) };
    },
  },
  'users.lookupByEmail': {
    scope: 'users:read.email',
    answer: ({ workspace, fields }) => {
      const email = textOf(fields, 'email')?.toLowerCase();
      const user = workspace.users.find((one) => one.email?.toLowerCase() === email);
      if (!user) throw new SlackError('users_not_found');
      return { user: shownUser(workspace, user) };
    },
  },
  'views.open': {
    scope: null,
    answer: ({ workspace, fields }) => {
      const view = checked(modalView, fields['view'], 'invalid_arguments');
      const trigger = workspace.useTrigger(textOf(fields, 'trigger_id') ?? '');
      if (typeof trigger === 'string') throw new SlackError(trigger);
      const id = `V${workspace.nextTs().replace('.', '')}`;
      workspace.views.set(id, { id, user: trigger.user, view });
      return { view: { id, team_id: workspace.teamId, ...view } };
    },
  },
};

/** The address is shown to those only who may read it. */
function shownUser(workspace: Workspace, { id, name, email }: SlackUser): object {
  const mayReadEmail = workspace.settings.scopes.includes('users:read.email');
  return {
    id,
    team_id: workspace.teamId,
    name: name.toLowerCase().replace(/\s+/g, '.'),
    real_name: name,
    deleted: false,
    is_bot: false,
    profile: { real_name: name, ...(mayReadEmail && email !== null ? { email } : {}) },
  };
}
