import { FakeSlack } from '@ringdown/testkit';
import { aMessage, anOutgoing } from '../testing/messages.js';
import { shownBySlack } from '../testing/shown-by-slack.js';
import type { SlackPayload } from './render-slack.js';
import { SlackApp } from './slack-app.js';
import { missingScopes, slackScopes } from './slack-scopes.js';

let slack: FakeSlack;

beforeEach(async () => {
  slack = await FakeSlack.start();
});
afterEach(() => slack.stop());

const appIn = (channel: string, options: { botToken?: string; timeoutMs?: number } = {}) => {
  const { botToken = slack.botToken, timeoutMs = 5000 } = options;
  return new SlackApp({ botToken, channel }, { apiUrl: slack.origin, timeoutMs });
};
const without = (...scopes: string[]) => slack.scopes.filter((scope) => !scopes.includes(scope));
const shown = (payload: { text: string; blocks: readonly object[] }) => shownBySlack(payload as SlackPayload).texts;
const titles = (channel = 'ops') => slack.messages(channel).map(({ blocks }) => shown({ text: '', blocks })[0]);
const tried = { triedSince: new Date() };

/** As a delivery goes on: the same id, and an answer that nobody got. */
async function lost(channel: string, trouble: 'hang' | 'reset', outgoing = anOutgoing()) {
  slack.next('chat.postMessage', { type: trouble });
  return appIn(channel, { timeoutMs: trouble === 'hang' ? 300 : 5000 }).deliver(outgoing);
}

describe('a first message', () => {
  it.each(['#ops', 'ops', 'C0000000001'])('is posted to %s, and known again by its id', async (channel) => {
    const answer = await appIn(channel).deliver(anOutgoing());
    const [message, ...others] = slack.messages('ops');
    expect(others).toEqual([]);
    expect(answer).toEqual({
      type: 'accepted',
      detail: 'Slack posted the message',
      ref: { place: 'C0000000001', message: message?.ts },
    });
    expect(message?.metadata).toEqual({
      event_type: 'ringdown_message',
      event_payload: { id: 'dlv_1', thread: 'call_1' },
    });
    expect(slack.callsOf('chat.postMessage')[0]?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
  });

  it('says all by itself: no line is written below it, and Slack is asked for nothing else', async () => {
    await appIn('ops').deliver(anOutgoing({ threadLine: 'opened' }));
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.postMessage']);
  });

  it('goes to a person as a direct message', async () => {
    const user = slack.addUser({ name: 'Priya S.', email: 'priya@example.com' });
    expect(await appIn(user.id).deliver(anOutgoing())).toMatchObject({ type: 'accepted' });
    expect(titles(user.id)).toHaveLength(1);
  });
});

describe('a message that takes the place of another', () => {
  const first = async () => {
    const answer = await appIn('ops').deliver(anOutgoing());
    if (answer.type !== 'accepted' || !answer.ref) throw new Error(JSON.stringify(answer));
    return answer.ref;
  };
  const next = (replaces: Awaited<ReturnType<typeof first>>) =>
    anOutgoing({
      id: 'dlv_2',
      message: aMessage({ title: 'It changed' }),
      replaces,
      threadLine: 'acknowledged :fire:',
    });

  it('changes it in place, and says what is new in its thread, as it is written', async () => {
    const ref = await first();
    expect(await appIn('ops').deliver(next(ref))).toEqual({
      type: 'accepted',
      detail: 'Slack changed the message',
      ref,
    });
    expect(titles()).toEqual(['🟢 It changed']);
    const [message] = slack.messages('ops');
    expect(message?.edits).toHaveLength(1);
    expect(message?.metadata?.event_payload).toEqual({ id: 'dlv_2', thread: 'call_1' });
    const lines = slack.replies(message!);
    expect(lines.map(shown)).toEqual([['acknowledged :fire:']]);
    expect(lines[0]?.metadata?.event_payload).toEqual({ id: 'dlv_2', thread: 'call_1' });
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed', 'is_archived', 'channel_not_found'])(
    'is posted anew where the other cannot be changed (%s)',
    async (error) => {
      const ref = await first();
      slack.next('chat.update', { type: 'error', error });
      const answer = await appIn('ops').deliver(next(ref));
      expect(titles()).toEqual([expect.stringContaining('On-call hotline'), '🟢 It changed']);
      expect(answer).toMatchObject({ type: 'accepted', ref: { message: slack.messages('ops')[1]?.ts } });
      expect(slack.replies(slack.messages('ops')[1]!)).toEqual([]);
    },
  );

  it.each(['hang', 'reset'] as const)(
    'writes one line below it, although the answer was lost (%s)',
    async (trouble) => {
      const ref = await first();
      expect(await lost('ops', trouble, next(ref))).toMatchObject({ type: 'retry' });
      expect(await appIn('ops').deliver({ ...next(ref), ...tried })).toMatchObject({ type: 'accepted', ref });
      expect(titles()).toEqual(['🟢 It changed']);
      expect(slack.replies(slack.messages('ops')[0]!)).toHaveLength(1);
    },
  );

  it('writes the line at the next try, where the first did not come to it', async () => {
    const ref = await first();
    slack.next('chat.postMessage', { type: 'status', status: 500 });
    expect(await appIn('ops').deliver(next(ref))).toEqual({ type: 'retry', reason: 'Slack answered 500' });
    await appIn('ops').deliver({ ...next(ref), ...tried });
    expect(slack.replies(slack.messages('ops')[0]!)).toHaveLength(1);
  });

  it('is accepted where only the line below it is refused', async () => {
    const ref = await first();
    slack.next('chat.postMessage', { type: 'error', error: 'restricted_action_thread_locked' });
    expect(await appIn('ops').deliver(next(ref))).toMatchObject({
      type: 'accepted',
      ref,
      detail: expect.stringContaining('restricted_action_thread_locked'),
    });
  });

  it('is posted anew once, although the answer to that was lost', async () => {
    const ref = await first();
    slack.remove(slack.messages('ops')[0]!);
    await lost('ops', 'reset', next(ref));
    await appIn('ops').deliver({ ...next(ref), ...tried });
    expect(titles()).toEqual(['🟢 It changed']);
  });
});

describe('a try after one whose answer was lost', () => {
  it.each([
    ['hang', '#ops'],
    ['reset', '#ops'],
    ['reset', 'C0000000001'],
  ] as const)('posts nothing twice (%s, %s), and says what is so now', async (trouble, channel) => {
    expect(await lost(channel, trouble)).toMatchObject({ type: 'retry' });
    const answer = await appIn(channel).deliver(anOutgoing({ ...tried, message: aMessage({ title: 'By now' }) }));
    expect(titles()).toEqual(['🟢 By now']);
    expect(answer).toMatchObject({
      type: 'accepted',
      ref: { place: 'C0000000001', message: slack.messages('ops')[0]?.ts },
    });
  });

  it('finds a direct message', async () => {
    const user = slack.addUser({ name: 'Priya S.', email: 'priya@example.com' });
    await lost(user.id, 'reset');
    await appIn(user.id).deliver(anOutgoing(tried));
    expect(titles(user.id)).toHaveLength(1);
  });

  it('finds a message in a private channel, and behind hundreds of others', async () => {
    slack.addChannel({ name: 'war-room', kind: 'private' });
    await lost('war-room', 'reset');
    for (let n = 0; n < 450; n++) {
      slack.workspace.post({ channel: 'C0000000002', text: 'x', blocks: [], metadata: null, threadTs: null });
    }
    await appIn('war-room').deliver(anOutgoing(tried));
    expect(slack.messages('war-room')).toHaveLength(451);
  });

  it('takes no message of another delivery for its own', async () => {
    await appIn('ops').deliver(anOutgoing({ id: 'dlv_0' }));
    await appIn('ops').deliver(anOutgoing(tried));
    expect(titles()).toHaveLength(2);
  });

  it.each([['channels:history'], ['channels:read', 'groups:read']])(
    'posts again where it may not look, since twice is better than never (without %s)',
    async (...scopes) => {
      slack.scopes = without(...scopes);
      await lost('ops', 'reset');
      expect(await appIn('ops').deliver(anOutgoing(tried))).toMatchObject({ type: 'accepted' });
      expect(slack.messages('ops').map(({ metadata }) => metadata?.event_payload['id'])).toEqual(['dlv_1', 'dlv_1']);
    },
  );

  it.each(['conversations.history', 'users.conversations'])(
    'waits where Slack cannot say now what is there (%s)',
    async (method) => {
      await lost('ops', 'reset');
      slack.next(method, { type: 'status', status: 503 }, { type: 'rate-limited', seconds: 4 });
      const app = appIn('ops');
      expect(await app.deliver(anOutgoing(tried))).toEqual({ type: 'retry', reason: 'Slack answered 503' });
      expect(await app.deliver(anOutgoing(tried))).toMatchObject({ type: 'retry', afterMs: 4000 });
      expect(titles()).toHaveLength(1);
    },
  );
});

describe('what Slack answers', () => {
  it('comes back at the time that it names', async () => {
    slack.next('chat.postMessage', { type: 'rate-limited', seconds: 7 });
    expect(await appIn('ops').deliver(anOutgoing())).toEqual({
      type: 'retry',
      reason: 'Slack takes no more for now (rate_limited)',
      afterMs: 7000,
    });
  });

  it.each([500, 502, 503])('tries again after %d', async (status) => {
    slack.next('chat.postMessage', { type: 'status', status });
    expect(await appIn('ops').deliver(anOutgoing())).toEqual({ type: 'retry', reason: `Slack answered ${status}` });
  });

  it('tries again when nobody listens', async () => {
    const gone = await FakeSlack.start();
    const app = new SlackApp({ botToken: 'xoxb', channel: 'ops' }, { apiUrl: gone.origin });
    await gone.stop();
    expect(await app.deliver(anOutgoing())).toEqual({
      type: 'retry',
      reason: expect.stringMatching(/^Slack could not be reached \(/),
    });
  });

  it.each([
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'team_added_to_org',
    'ratelimited',
  ])('tries again after %s', async (error) => {
    slack.next('chat.postMessage', { type: 'error', error });
    expect(await appIn('ops').deliver(anOutgoing())).toEqual({ type: 'retry', reason: `Slack has trouble (${error})` });
  });

  it.each([
    ['restricted_action', 'Slack does not let the app write in the channel #ops'],
    ['invalid_blocks', 'Report this as a defect of Ringdown'],
    ['msg_too_long', 'Report this as a defect of Ringdown'],
    ['token_revoked', 'Install the app again'],
    ['token_expired', 'Install the app again'],
    ['account_inactive', 'Install the app again'],
    ['a_word_of_tomorrow', 'Slack refused it'],
  ])('gives up at %s, and says what to do', async (error, sentence) => {
    slack.next('chat.postMessage', { type: 'error', error });
    const answer = await appIn('ops').deliver(anOutgoing());
    expect(answer).toMatchObject({ type: 'failed-for-good', reason: expect.stringContaining(sentence) });
    expect(answer).toMatchObject({ reason: expect.stringContaining(`(${error})`) });
  });

  it('says how to let the app into a channel', async () => {
    slack.addChannel({ name: 'quiet', isMember: false });
    slack.addChannel({ name: 'old', isArchived: true });
    const reason = async (channel: string) => {
      const answer = await appIn(channel).deliver(anOutgoing());
      return answer.type === 'failed-for-good' ? answer.reason : answer.type;
    };
    expect(await reason('quiet')).toBe(
      'The app is not in the channel #quiet. Invite the app there: /invite @Ringdown (not_in_channel)',
    );
    expect(await reason('old')).toBe(
      'The channel #old is archived. Restore it in Slack, or choose another channel (is_archived)',
    );
    expect(await reason('nowhere')).toContain('Slack knows no channel #nowhere');
    slack.scopes = without('chat:write');
    expect(await reason('ops')).toBe(
      'The app lacks the scope chat:write. Add it under OAuth & Permissions and install the app again (missing_scope)',
    );
  });
});

describe('a test of the channel', () => {
  it('says as whom and where it posted', async () => {
    expect(await appIn('ops').test(anOutgoing())).toEqual({
      ok: true,
      detail: 'Slack knows the app as @ringdown in the workspace Acme. Slack posted the message to #ops (C0000000001).',
    });
    expect(titles()).toHaveLength(1);
  });

  it('names the scopes that are missing, and what does not work without them', async () => {
    slack.scopes = without('channels:history', 'users:read.email');
    const { ok, detail } = await appIn('ops').test(anOutgoing());
    expect(ok).toBe(true);
    expect(detail).toContain('channels:history (without it after a lost answer a message may come twice');
    expect(detail).toContain('users:read.email (without it nobody is recognised');
    expect(detail).not.toContain('chat:write');
  });

  it('says what Slack refused', async () => {
    const { ok, detail } = await appIn('nowhere').test(anOutgoing());
    expect(ok).toBe(false);
    expect(detail).toContain('Slack knows the app as @ringdown in the workspace Acme.');
    expect(detail).toContain('channel_not_found');
    expect(await appIn('ops', { botToken: 'xoxb-old' }).test(anOutgoing())).toEqual({
      ok: false,
      detail:
        'Slack does not accept the bot token. Install the app again and enter the token that it has then (invalid_auth)',
    });
  });

  it('asks for nothing that the fake workspace does not grant', () => {
    expect(missingScopes(slack.scopes)).toEqual([]);
    expect(slackScopes.map(({ scope }) => scope).toSorted()).toEqual(slack.scopes.toSorted());
  });
});
