import { compileMapping, type Mapping } from './index.js';

const alert = {
  service: 'checkout',
  level: 'CRIT',
  host: { name: 'web-1', zone: 'eu' },
  tags: ['prod', 'tls'],
  at: '2026-03-01 09:30:00',
  count: 3,
};
const render = (mapping: Mapping, payload: unknown = alert, headers?: Record<string, string>) =>
  compileMapping(mapping).render(payload, headers);
const titleOf = (title: string, payload: unknown = alert, headers?: Record<string, string>): string => {
  const fields = render({ title }, payload, headers);
  expect(fields.faults).toEqual([]);
  return fields.title;
};
/** The faults of a title that gives none. */
const faultsOf = (title: string, payload: unknown = alert): readonly string[] => {
  const fields = render({ title }, payload);
  expect(fields.title).toBe('');
  return fields.faults;
};

it('makes every field of the body', () => {
  const mapping: Mapping = {
    title: '{{ service }} on {{ host.name }}',
    body: '{% for tag in tags %}- {{ tag }}\n{% endfor %}',
    severity: '{% if level == "CRIT" %}critical{% else %}warning{% endif %}',
    priority: 'P{{ count }}',
    status: '{{ state | default: "firing" }}',
    key: '{{ service }}/{{ host.name | upcase }}',
    links: [{ text: 'Runbook', href: 'https://wiki.example.com/{{ service | url_encode }}' }],
  };
  expect(render(mapping)).toEqual({
    title: 'checkout on web-1',
    body: '- prod\n- tls',
    severity: 'critical',
    priority: 'P3',
    status: 'firing',
    key: 'checkout/WEB-1',
    links: [{ text: 'Runbook', href: 'https://wiki.example.com/checkout' }],
    faults: [],
  });
});

it('leaves what is not mapped, or gives white space only, empty', () => {
  const fields = render({
    title: 'x',
    body: '{{ nothing }}\n ',
    key: '',
    links: [{ text: 'No', href: '{{ nothing }}' }],
  });
  expect(fields).toEqual({
    title: 'x',
    body: null,
    severity: '',
    priority: '',
    status: '',
    key: '',
    links: [],
    faults: [],
  });
});

it.each([
  ['{{ payload[1].name }}', [{ name: 'a' }, { name: 'b' }], 'b'],
  ['{{ payload }}', 'down', 'down'],
  ['{{ payload }}', 0, '0'],
  ['[{{ payload }}]', null, '[]'],
  ['{{ payload["odd name"] }}', { 'odd name': 'x' }, 'x'],
  ['{{ payload.payload }}', { payload: 'inner' }, 'inner'],
  ['{{ headers["user-agent"] }}', alert, 'curl'],
  ['{{ payload | json }}', { a: [1, null] }, '{"a":[1,null]}'],
  ['{{ payload | json: 2 }}', { a: 1 }, '{\n  "a": 1\n}'],
  ['{{ payload | json: 99999999 }}', { a: 1 }, `{\n${' '.repeat(8)}"a": 1\n}`],
])('%s', (template, payload, title) => expect(titleOf(template, payload, { 'user-agent': 'curl' })).toBe(title));

it.each([
  ['{{ at | date: "%Y-%m-%d %H:%M %z" }}', '2026-03-01 09:30 +0000'],
  ['{{ "2026-03-29T02:30:00+02:00" | date: "%H:%M" }}', '00:30'],
  ['{{ 1772357400 | date: "%A %-d %B %H:%M" }}', 'Sunday 1 March 09:30'],
  ['{{ "1 March 2026 09:30 UTC" | date: "%b %H:%M" }}', 'Mar 09:30'],
])('tells times in UTC and English, whatever the machine has: %s', (template, title) =>
  expect(titleOf(template)).toBe(title),
);

it('reads own members only, whatever they are called', () => {
  const odd = JSON.parse('{"__proto__": {"polluted": "own"}, "constructor": "own", "toString": "own"}') as unknown;
  expect(titleOf('{{ __proto__.polluted }} {{ constructor }} {{ toString }}', odd)).toBe('own own own');
  const inherited =
    '{{ constructor }}{{ payload.constructor.name }}{{ __proto__ }}{{ payload.toString }}{{ tags.map }}';
  expect(titleOf(`[${inherited}]`)).toBe('[]');
  expect(titleOf('{% assign __proto__ = tags %}{% assign constructor = 1 %}{{ host.name }}')).toBe('web-1');
  expect(Object.keys({})).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

it('changes nothing of the event, and carries nothing from one template to the next', () => {
  const event = { n: 5, list: [3, 1, 2] };
  const title = '{% increment n %}{% assign x = list | sort | push: 9 %}{% assign list = 1 %}{{ x | join }}';
  const mapping = compileMapping({ title, body: '{{ n }} {{ x }} {{ list | join }}' });
  for (let time = 0; time < 2; time++) {
    expect(mapping.render(event)).toMatchObject({ title: '01 2 3 9', body: '5  3 1 2', faults: [] });
  }
  expect(event).toEqual({ n: 5, list: [3, 1, 2] });
});

it('names the template and the fault, and gives the other fields', () => {
  const fields = render({
    title: '{{ service }}',
    body: 'x\n{{ service | frobnicate }}',
    severity: '{{ "%" | url_decode }}',
    links: [{ text: '{% if %}', href: 'https://example.com' }],
  });
  expect(fields.title).toBe('checkout');
  expect(fields.body).toBeNull();
  expect(fields.links).toEqual([{ text: '', href: 'https://example.com' }]);
  expect(fields.faults).toEqual([
    expect.stringMatching(/^links\.0\.text: .+ \(line 1, column \d+\)$/),
    'body: undefined filter: frobnicate (line 2, column 1)',
    'severity: URI malformed (line 1, column 1)',
  ]);
});

it('says in each rendering that a title is missing', () =>
  expect(render({ body: 'x' })).toMatchObject({
    title: '',
    body: 'x',
    faults: ['title: enter a template: an event needs a title'],
  }));

it.each(['javascript:alert(1)', '/runbook', 'data:text/html,x'])('leaves a link to %s out, and says so', (href) => {
  const fields = render({ title: 'x', links: [{ text: 'a', href: '{{ payload }}' }] }, href);
  expect(fields.links).toEqual([]);
  expect(fields.faults).toEqual(['links.0.href: renders no web address, such as https://example.com/runbook']);
});

it('reads ten links', () => {
  const links = Array.from({ length: 11 }, (_, n) => ({ text: `${n}`, href: `https://example.com/${n}` }));
  expect(render({ title: 'x', links }).links).toEqual(links.slice(0, 10));
});

it('a field that grows too long is a fault of that field', () => {
  const long = 'x'.repeat(2001);
  expect(faultsOf('{{ payload }}', long)).toEqual(['title: renders more than 2000 characters']);
  expect(titleOf('\n {{ payload }} \n', long.slice(1))).toHaveLength(2000);
  const body = (payload: string) => render({ title: 'x', body: '{{ payload }}' }, payload);
  expect(body('x'.repeat(100_000)).body).toHaveLength(100_000);
  expect(body('x'.repeat(100_001))).toMatchObject({
    body: null,
    faults: ['body: renders more than 100000 characters (line 1, column 1)'],
  });
  const href = `https://example.com/${'x'.repeat(1981)}`;
  expect(render({ title: 'x', links: [{ text: 'a', href: '{{ payload }}' }] }, href)).toMatchObject({
    links: [],
    faults: ['links.0.href: renders more than 2000 characters'],
  });
});

it('a template that is too long is a fault, and one of the most characters is none', () => {
  expect(titleOf('x'.repeat(2000) + ' '.repeat(3000))).toHaveLength(2000);
  expect(faultsOf('x'.repeat(5001))).toEqual(['title: too long: 5001 characters, and at most 5000 are read']);
});

it('renders once more what the machine was too busy for, and no more often', () => {
  const stalling = (times: number) => {
    let left = times;
    const host = {
      get name() {
        const until = performance.now() + (left-- > 0 ? 60 : 0);
        while (performance.now() < until);
        return 'db-1';
      },
    };
    return compileMapping({ title: '{{ host.name }} is down', key: '{{ host.name }}' }).render({ host });
  };
  expect(stalling(1)).toMatchObject({ title: 'db-1 is down', key: 'db-1', faults: [] });
  expect(stalling(99)).toMatchObject({
    key: '',
    faults: expect.arrayContaining([expect.stringContaining('50 ms')]) as string[],
  });
});
