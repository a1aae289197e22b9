import { natsOptions } from './broker.js';

it('takes the credentials from the URL, where the client overlooks them, and gives each user an inbox prefix of its own', () => {
  expect(natsOptions('nats://call-routing:p%40ss%2Fword@nats:4222', 'x')).toMatchObject({
    servers: ['nats://nats:4222'],
    user: 'call-routing',
    pass: 'p@ss/word',
    inboxPrefix: '_INBOX_call-routing',
  });
});

it('takes several servers, of which one names the user', () => {
  expect(natsOptions('tls://ops.team:secret@one:4222,two', 'x')).toMatchObject({
    servers: ['tls://one:4222', 'nats://two'],
    user: 'ops.team',
    inboxPrefix: '_INBOX_ops_team',
  });
});

it('asks a server without users for none', () => {
  const options = natsOptions('nats://127.0.0.1:4222', 'x');
  expect(options.servers).toEqual(['nats://127.0.0.1:4222']);
  expect(options).not.toHaveProperty('user');
  expect(options).not.toHaveProperty('inboxPrefix');
});
