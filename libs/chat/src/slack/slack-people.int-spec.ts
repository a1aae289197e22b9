import { FakeSlack } from '@ringdown/testkit';
import { SlackApi } from './slack-api.js';
import { emailOfSlackUser, slackUserByEmail } from './slack-people.js';

let slack: FakeSlack;
let api: SlackApi;

beforeEach(async () => {
  slack = await FakeSlack.start();
  api = new SlackApi(slack.botToken, { apiUrl: slack.origin });
});
afterEach(() => slack.stop());

it('knows a person by their user id and by their e-mail address', async () => {
  const { id: userId } = slack.addUser({ name: 'Priya S.', email: 'Priya@example.com' });
  const known = { type: 'known', userId, email: 'priya@example.com' };
  expect(await emailOfSlackUser(api, userId)).toEqual(known);
  expect(await slackUserByEmail(api, 'priya@example.com')).toEqual(known);
});

it('says of whom Slack knows nothing, or who has left', async () => {
  const user = slack.addUser({ name: 'Priya S.', email: 'priya@example.com' });
  user.isDeleted = true;
  expect(await emailOfSlackUser(api, user.id)).toEqual({ type: 'unknown' });
  expect(await emailOfSlackUser(api, 'U0NOBODY')).toEqual({ type: 'unknown' });
  expect(await slackUserByEmail(api, 'priya@example.com')).toEqual({ type: 'unknown' });
});

it('takes nobody for unknown whom it could not ask about', async () => {
  const { id } = slack.addUser({ name: 'Priya S.', email: 'priya@example.com' });
  slack.next('users.info', { type: 'status', status: 503 });
  expect(await emailOfSlackUser(api, id)).toMatchObject({ type: 'unanswered', answer: { type: 'unreachable' } });
  slack.scopes = ['users:read'];
  expect(await slackUserByEmail(api, 'priya@example.com')).toEqual({
    type: 'unanswered',
    answer: { type: 'refused', error: 'missing_scope', needed: 'users:read.email' },
  });
});
