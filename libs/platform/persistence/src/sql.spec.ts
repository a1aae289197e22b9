import { NotifyQueue } from './sql.js';

/** A Postgres whose every statement is answered when the test says so. */
function slowPostgres() {
  const sent: { channels: string[]; answer: () => void; fail: () => void }[] = [];
  const query = (_text: string, [channels]: unknown[]) =>
    new Promise<void>((answer, fail) => {
      sent.push({ channels: channels as string[], answer, fail: () => fail(new Error('unavailable')) });
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { sent, query, turn };
}

it('notifies at once, and channels that come meanwhile with one statement after it', async () => {
  const { sent, query, turn } = slowPostgres();
  const notifications = new NotifyQueue(query);
  for (const channel of ['a', 'b', 'a', 'b', 'b']) notifications.notify(channel);
  expect(sent.map((a) => a.channels)).toEqual([['a']]);
  sent[0]?.answer();
  await turn();
  expect(sent.map((a) => a.channels)).toEqual([['a'], ['b', 'a']]);
  sent[1]?.answer();
  await turn();
  expect(sent).toHaveLength(2);
});

it('gives up a statement that Postgres does not take, and sends the next', async () => {
  const { sent, query, turn } = slowPostgres();
  const notifications = new NotifyQueue(query);
  notifications.notify('a');
  notifications.notify('b');
  sent[0]?.fail();
  await turn();
  notifications.notify('c');
  expect(sent.map((a) => a.channels)).toEqual([['a'], ['c']]);
});
