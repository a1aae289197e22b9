import { RefusedSettings } from './refused-settings.js';

const world = () => {
  const [stop, error] = [jest.fn(), jest.fn()];
  const refused = new RefusedSettings({ error });
  refused.starting(stop);
  return { refused, stop, error };
};

it('stops a start by the setting that is wrong', () => {
  const { refused, stop } = world();
  refused.report('DATABASE_URL', 'password authentication failed for user "ringdown"', false);
  expect(stop).toHaveBeenCalledWith(
    'Postgres refuses the user, the password or the database of DATABASE_URL (password authentication failed for user "ringdown"). Correct it, then start again.',
  );
});

it('goes on without a server that let us in before, or that is wrong only after the start, and says so', () => {
  const { refused, stop, error } = world();
  refused.report('NATS_URL', 'Authorization Violation', true);
  refused.started();
  refused.report('REDIS_URL', 'WRONGPASS', false);
  expect(stop).not.toHaveBeenCalled();
  expect(error.mock.calls.map(([, sentence]) => String(sentence).split(';')[0])).toEqual([
    'NATS refuses the user, the password or the database of NATS_URL (Authorization Violation)',
    'Redis refuses the user, the password or the database of REDIS_URL (WRONGPASS)',
  ]);
});
