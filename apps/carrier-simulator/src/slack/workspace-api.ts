import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { inboxFailureListSchema } from '../http/failure-script.js';
import { parseBody, refuseOtherMethods, RequestError } from '../http/request.js';
import { readableText } from '../inboxes/chat-payloads.js';
import type { Simulator } from '../simulator.js';
import { clickSchema, commandSchema, submissionSchema, UserActs } from './user-acts.js';
import { type SlackMessage, type Workspace, workspaceSchema } from './workspace.js';

type Named = { Params: { name: string } };

/** `/sim/slack-apps`: how the demo and the tests set a workspace up, act in it, and look at what stands there. */
export function workspaceApi(simulator: Simulator): FastifyPluginAsync {
  return async (api) => {
    api.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, body: string) => parseJson(body));
    refuseOtherMethods(api, () => {
      setUpRoutes(api, simulator);
      actRoutes(api, simulator);
      responseRoute(api, simulator);
    });
  };
}

function setUpRoutes(api: FastifyInstance, { slack }: Simulator): void {
  api.post('/sim/slack-apps', (request, reply) => {
    const workspace = slack.make(parseBody(request, workspaceSchema));
    return reply.code(201).send(shown(workspace));
  });
  api.get<Named>('/sim/slack-apps/:name', ({ params }) => {
    const workspace = named(slack, params.name);
    return { ...shown(workspace), views: [...workspace.views.values()] };
  });
  api.put<Named>('/sim/slack-apps/:name/failures', (request) => {
    const { failures } = parseBody(request, inboxFailureListSchema);
    named(slack, request.params.name).failures.replace(failures);
    return { failures };
  });
  api.get<{ Params: { name: string; channel: string } }>('/sim/slack-apps/:name/channels/:channel', ({ params }) => {
    const workspace = named(slack, params.name);
    const channel = workspace.channelOf(params.channel);
    if (!channel) throw new RequestError(404, `there is no channel ${params.channel}`);
    return { channel, messages: standingIn(workspace, channel.id) };
  });
}

function actRoutes(api: FastifyInstance, { slack, settings }: Simulator): void {
  const actsIn = (name: string): UserActs => new UserActs(named(slack, name), settings.publicUrl);
  api.post<Named>('/sim/slack-apps/:name/clicks', async (request) => ({
    answers: await actsIn(request.params.name).click(parseBody(request, clickSchema)),
  }));
  api.post<Named>('/sim/slack-apps/:name/submissions', async (request) => ({
    answers: await actsIn(request.params.name).submit(parseBody(request, submissionSchema)),
  }));
  api.post<Named>('/sim/slack-apps/:name/commands', async (request) => ({
    answers: await actsIn(request.params.name).command(parseBody(request, commandSchema)),
  }));
}

/** Where an app answers later than at once: a `response_url`. */
function responseRoute(api: FastifyInstance, { slack, inboxes }: Simulator): void {
  type Route = { Params: { kind: string; teamId: string; user: string } };
  api.post<Route>('/sim/slack-responses/:kind/:teamId/:user', ({ params, body }, reply) => {
    const workspace = slack.byTeam(params.teamId);
    if (!workspace) return reply.code(404).send('no_team');
    const name = `${workspace.settings.name}/response_url`;
    const text = readableText(body);
    inboxes.receive({
      kind: 'slack-app',
      name,
      status: 200,
      headers: {},
      body: { method: 'response_url', user: params.user, answer: body },
      text,
    });
    return reply.send('ok');
  });
}

function named(slack: Simulator['slack'], name: string): Workspace {
  const workspace = slack.get(name);
  if (!workspace) throw new RequestError(404, `there is no Slack app ${name}; POST /sim/slack-apps first`);
  return workspace;
}

function shown({ settings, teamId, botUserId, users, channels }: Workspace): object {
  return { name: settings.name, teamId, botUserId, users, channels };
}

/** The messages of a channel in their order, each with its thread and with what it said before. */
function standingIn({ messages }: Workspace, channel: string): readonly object[] {
  const all = [...messages.values()].filter((message) => message.channel === channel);
  const view = (message: SlackMessage): object => ({ ...message, shownText: readableText(message) });
  return all
    .filter(({ threadTs }) => threadTs === null)
    .map((message) => ({ ...view(message), replies: all.filter(({ threadTs }) => threadTs === message.ts).map(view) }));
}

function parseJson(body: string): unknown {
  try {
    return body === '' ? undefined : (JSON.parse(body) as unknown);
  } catch {
    throw new RequestError(400, 'the body has to be JSON');
  }
}
