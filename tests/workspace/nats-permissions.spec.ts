import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  callRpc,
  configBucket,
  configurationRpc,
  deliveryRpc,
  incidentRpc,
  ingestRpc,
  notificationRpc,
  streams,
} from '@ringdown/contracts';

// deploy/nats.conf is written by hand, so that an operator can read it; this holds it against what the services do.
const root = join(__dirname, '../..');
const services = ['control', 'ingest', 'call-routing', 'incident', 'notification'];
const rpcs = { callRpc, configurationRpc, deliveryRpc, incidentRpc, ingestRpc, notificationRpc };

const sourceOf = (app: string): string =>
  readdirSync(join(root, 'apps', app, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/spec\.ts$|(^|\/)testing\//.test(file))
    .map((file) => readFileSync(join(root, 'apps', app, 'src', file), 'utf8'))
    .join('\n');

/** What an app takes in: `@EventHandler(<context>Events.<event>, { durable: '<name>' })`. */
const consumedBy = (app: string): { stream: string; durable: string }[] =>
  [
    ...sourceOf(app).matchAll(/@EventHandler\([^]*?(?<context>\w+)Events\b[^]*?durable: '(?<durable>[\w-]+)'/g),
    // a service that is not moved yet
    ...sourceOf(app).matchAll(/durable: '(?<durable>[\w-]+)',[^]*?events: [^]*?(?<context>\w+)Events\b/g),
  ].map(({ groups: { durable = '', context = '' } = {} }) => ({ durable, stream: context.toUpperCase() }));

const subjectsOf = (app: string, used: RegExp): string[] => {
  const found = [...sourceOf(app).matchAll(used)].map(([, name]) => name as keyof typeof rpcs);
  const contexts = found.flatMap((name) => Object.values(rpcs[name]).map(({ subject }) => subject.split('.')[0]));
  return [...new Set(contexts)].map((context) => `${context}.*`);
};
/** `calls.*` of an app that answers `@MessagePattern(callRpc.list.subject)`. */
const answeredBy = (app: string): string[] => subjectsOf(app, /@MessagePattern\((\w+Rpc)\./g);
/** What an app besides control, which asks all, requests of others. */
const asks: Readonly<Record<string, readonly { readonly subject: string }[]>> = {
  // people answer by key, by text, by link and in Slack
  notification: [
    incidentRpc.brief,
    incidentRpc.acknowledge,
    incidentRpc.unacknowledge,
    incidentRpc.escalate,
    incidentRpc.resolve,
    incidentRpc.note,
    incidentRpc.open,
    incidentRpc.get,
    incidentRpc.list,
    callRpc.get,
    ...Object.values(configurationRpc),
  ],
};
const askedBy = (app: string): string[] => (asks[app] ?? []).map(({ subject }) => subject);

const ownedBy = (app: string): string | undefined => streams.find(({ owner }) => owner === app)?.name;

const bucket = `KV_${configBucket}`;
const following = [
  `$JS.API.STREAM.INFO.${bucket}`,
  `$JS.API.CONSUMER.CREATE.${bucket}.>`,
  `$JS.API.CONSUMER.INFO.${bucket}.*`,
  `$JS.API.CONSUMER.DELETE.${bucket}.*`,
  `$JS.FC.${bucket}.>`,
];
const api = (verb: string): string[] => streams.map(({ name }) => `$JS.API.STREAM.${verb}.${name}`);
const consuming = ({ stream, durable }: { stream: string; durable: string }): string[] => [
  ...['INFO', 'DELETE', 'MSG.NEXT'].map((verb) => `$JS.API.CONSUMER.${verb}.${stream}.${durable}`),
  `$JS.API.CONSUMER.CREATE.${stream}.${durable}.>`,
  `$JS.ACK.${stream}.${durable}.>`,
  `$JS.ACK.*.*.${stream}.${durable}.>`,
  `outbox.read.${stream}`,
];

const needs = (app: string): { publish: string[]; subscribe: string[]; answers: boolean } => {
  const own = ownedBy(app);
  const subjects = streams.find(({ name }) => name === own)?.subjects ?? [];
  const always = ['$JS.API.INFO', ...api('CREATE'), ...api('INFO'), ...following];
  const keeps = [
    ...api('UPDATE'),
    `$KV.${configBucket}.>`,
    `$JS.API.STREAM.CREATE.${bucket}`,
    `$JS.API.STREAM.MSG.GET.${bucket}`,
    `$JS.API.DIRECT.GET.${bucket}.>`,
    ...services.filter((service) => service !== 'control').flatMap(answeredBy),
    'dead-letters.*.*',
  ];
  const answered = own ? [...answeredBy(app), `outbox.read.${own}`, `dead-letters.${app}.*`] : [];
  return {
    publish: [
      ...always,
      ...subjects,
      ...new Set(consumedBy(app).flatMap(consuming)),
      ...askedBy(app),
      ...(app === 'control' ? keeps : []),
    ].sort(),
    subscribe: [`_INBOX_${app}.>`, ...answered].sort(),
    answers: answered.length > 0,
  };
};

const text = readFileSync(join(root, 'deploy/nats.conf'), 'utf8');
const granted = new Map(
  text
    .split(/^\s*user: /m)
    .slice(1)
    .map((block) => {
      const list = (name: string): string[] =>
        [...(new RegExp(`${name}: \\[([^\\]]*)\\]`).exec(block)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(
          ([, s = '']) => s,
        );
      const [, name = ''] = /^"([\w-]+)"/.exec(block) ?? [];
      return [name, { block, publish: list('publish').sort(), subscribe: list('subscribe').sort() }] as const;
    }),
);

it('there is one user for each service, and nobody else', () => {
  expect([...granted.keys()].sort()).toEqual([...services].sort());
  expect(text).not.toMatch(/no_auth_user|allow_everyone|token:/);
});

it.each(services)('%s may publish and subscribe to what it needs, and to nothing else', (service) => {
  const { publish, subscribe, answers } = needs(service);
  const user = granted.get(service);
  expect(user?.publish).toEqual(publish);
  expect(user?.subscribe).toEqual(subscribe);
  expect(user?.block.includes('allow_responses')).toBe(answers);
  expect(user?.block).toContain(`password: $NATS_${service.toUpperCase().replace('-', '_')}_PASSWORD`);
});

it('no app but control and those that are named asks others', () => {
  const asking = services.filter((app) => /rpc\.request\(/.test(sourceOf(app)));
  expect(asking).toEqual(['control', ...Object.keys(asks)]);
});

it('the sources were understood: somebody consumes calls, incidents and events of monitors, and every RPC is answered', () => {
  const consumed = services.flatMap(consumedBy);
  expect([...new Set(consumed.map(({ stream }) => stream))].sort()).toEqual([
    'CALL',
    'INCIDENT',
    'INGEST',
    'NOTIFICATION',
    'ONCALL',
  ]);
  expect(
    services
      .flatMap(sourceOf)
      .join('')
      .match(/durable: '/g),
  ).toHaveLength(consumed.length);
  expect(services.flatMap(answeredBy).sort()).toEqual([
    'calls.*',
    'configuration.*',
    'deliveries.*',
    'incidents.*',
    'notifications.*',
    'received-events.*',
  ]);
});
