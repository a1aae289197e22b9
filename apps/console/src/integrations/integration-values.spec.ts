import { newIntegration } from '@ringdown/contracts';
import type { Integration } from '../api/resources.js';
import { blankIntegration, integrationBody, integrationValues, mappingBody } from './integration-values.js';

const stored: Integration = {
  id: 'int_1',
  name: 'Ours',
  type: 'webhook',
  mapping: null,
  everyMinutes: null,
  graceMinutes: null,
  subjectWords: null,
  escalationPolicyId: null,
  teamIds: [],
  channelIds: [],
  ackTimeoutMinutes: null,
  resolveAfterMinutes: null,
  flapping: null,
  hasClientSecret: false,
  createdAt: '2026-11-30T12:00:00.000Z',
  updatedAt: '2026-11-30T12:00:00.000Z',
};
const typed = {
  ...blankIntegration('webhook'),
  name: 'Ours',
  mapping: { ...blankIntegration('custom').mapping, title: '{{ alert.name }}', status: ' ' },
  everyMinutes: 60,
  subjectWords: { resolve: ['ok'], trigger: [] },
  clientSecret: ' secret ',
};

describe('integrationBody', () => {
  it('sends only the fields of its own type, and takes those of others away', () => {
    const others = { mapping: null, everyMinutes: null, graceMinutes: null, subjectWords: null, clientSecret: null };
    expect(newIntegration.parse(integrationBody(typed))).toMatchObject({ type: 'webhook', ...others });
    const own = {
      custom: { mapping: { title: '{{ alert.name }}' } },
      heartbeat: { everyMinutes: 60, graceMinutes: 1 },
      email: { subjectWords: { resolve: ['ok'], trigger: [] } },
      sentry: { clientSecret: 'secret' },
    } as const;
    for (const [type, fields] of Object.entries(own)) {
      const body = integrationBody({ ...typed, type: type as keyof typeof own });
      expect(newIntegration.parse(body)).toMatchObject({ type, ...others, ...fields });
    }
  });
  it('keeps a client secret that nothing was typed for, and takes it away where that was asked for', () => {
    const sentry = { ...blankIntegration('sentry'), name: 'Sentry' };
    expect(integrationBody(sentry).clientSecret).toBeUndefined();
    expect(integrationBody({ ...sentry, removesClientSecret: true }).clientSecret).toBeNull();
  });
  it('has no mapping as long as no template is written', () => {
    const custom = { ...blankIntegration('custom'), name: 'Door alarm' };
    expect(newIntegration.parse(integrationBody(custom)).mapping).toBeNull();
    const untitled = { ...custom, mapping: { ...custom.mapping, key: '{{ id }}' } };
    expect(integrationBody(untitled).mapping).toEqual({ title: '', key: '{{ id }}' });
  });
  it('counts the usual words where no other ones are entered', () =>
    expect(integrationBody({ ...blankIntegration('email'), name: 'Mail' }).subjectWords).toBeNull());
  it('says nothing of flapping where both fields are empty, and leaves half of it for the contract to refuse', () => {
    expect(integrationBody(typed).flapping).toBeNull();
    const half = integrationBody({ ...typed, flapping: { opens: 3, withinMinutes: null } });
    expect(newIntegration.safeParse(half).error?.issues[0]?.path).toEqual(['flapping', 'withinMinutes']);
  });
});

describe('mappingBody', () => {
  const { mapping } = blankIntegration('custom');
  it('leaves out what maps nothing, but never the title, whose error has a field', () =>
    expect(mappingBody(mapping)).toEqual({ title: '' }));
  it('keeps a link at its place, so that its error has one', () =>
    expect(
      mappingBody({
        ...mapping,
        links: [
          { text: '', href: '' },
          { text: 'Graph', href: '{{ url }}' },
        ],
      }),
    ).toEqual({
      title: '',
      links: [
        { text: '', href: '' },
        { text: 'Graph', href: '{{ url }}' },
      ],
    }));
});

describe('integrationValues', () => {
  it('comes back as it was stored', () => {
    const mapping = { title: '{{ a }}', key: '{{ b }}', links: [{ text: 'Graph', href: '{{ url }}' }] };
    const custom = { ...stored, type: 'custom', mapping };
    expect(integrationBody(integrationValues(custom))).toMatchObject({ name: 'Ours', type: 'custom', mapping });
  });
  it('reads a type of an earlier version as our own format', () =>
    expect(integrationValues({ ...stored, type: 'nagios' }).type).toBe('webhook'));
  it('has a minute of grace at hand, should it become a heartbeat', () =>
    expect(integrationValues(stored).graceMinutes).toBe(1));
});
