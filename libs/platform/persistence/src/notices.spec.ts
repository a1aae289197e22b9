import { Notices } from './notices.js';

/** A Postgres whose every statement is answered when the test says so. */
function slowPostgres() {
  const asked: { channels: string[]; answer: () => void; fail: () => void }[] = [];
  const query = (_text: string, [channels]: unknown[]) =>
    new Promise<void>((answer, fail) => {
      asked.push({ channels: channels as string[], answer, fail: () => fail(new Error('away')) });
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { asked, query, turn };
}

it('tells at once, and what comes meanwhile by one notice after it', async () => {
  const { asked, query, turn } = slowPostgres();
  const notices = new Notices(query);
  for (const channel of ['a', 'b', 'a', 'b', 'b']) notices.tell(channel);
  expect(asked.map((a) => a.channels)).toEqual([['a']]);
  asked[0]?.answer();
  await turn();
  expect(asked.map((a) => a.channels)).toEqual([['a'], ['b', 'a']]);
  asked[1]?.answer();
  await turn();
  expect(asked).toHaveLength(2);
});

it('gives a notice up that Postgres does not take, and tells the next', async () => {
  const { asked, query, turn } = slowPostgres();
  const notices = new Notices(query);
  notices.tell('a');
  notices.tell('b');
  asked[0]?.fail();
  await turn();
  notices.tell('c');
  expect(asked.map((a) => a.channels)).toEqual([['a'], ['c']]);
});
