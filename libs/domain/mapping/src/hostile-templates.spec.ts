import { compileMapping, type MappedFields, mappingFaults } from './index.js';

/** The longest body that is taken is 512 KB. */
const size = 500_000;
const slowest = 1000;

const numbers = Array.from({ length: size / 2 }, (_, n) => n % 10);
const records = Array.from({ length: 8000 }, (_, n) => ({ name: `record ${n % 7}`, host: `web-${n}`, value: n }));
const members = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n]));
const deep = JSON.parse(`${'['.repeat(size / 2)}${']'.repeat(size / 2)}`) as unknown;
const deepAndWide = JSON.parse(`${'{"a":'.repeat(3000)}[${'{},'.repeat(100_000)}1]${'}'.repeat(3000)}`) as unknown;
const halfway = (length: number): string => `${'a'.repeat(length)}b${'a'.repeat(length)}`;
const circular: Record<string, unknown> = { name: 'x' };
circular['self'] = [circular];

/** Fills a template with as many times the same as it may hold. */
const often = (text: string, around: readonly [string, string] = ['', '']): string =>
  around.join(text.repeat(Math.floor((4990 - around.join('').length) / text.length)));

function renderTimed(body: string, payload: unknown): { fields: MappedFields; milliseconds: number } {
  const mapping = compileMapping({ title: 'a title', body, key: 'a key' });
  const start = performance.now();
  const fields = mapping.render(payload);
  return { fields, milliseconds: performance.now() - start };
}

/** What is over a limit is a fault of the body alone. */
const stopped: readonly (readonly [name: string, body: string, payload: unknown, fault: RegExp])[] = [
  ['a chain of slow filters', often(' | url_encode | url_decode', ['{{ payload', ' }}']), 'é'.repeat(100_000), /50 ms/],
  ['a long range', '{% for i in (1..100000000) %}x{% endfor %}', {}, /1000000/],
  ['ranges that are as long as they may be', often('{% for i in (1..900000) %}{% endfor %}'), {}, /50 ms|4000000/],
  ['a loop without a body', '{% for i in (1..990000) %}{% endfor %}', {}, /50 ms/],
  ['a table without a body', '{% tablerow i in (1..990000) %}{% endtablerow %}', {}, /50 ms|renders more/],
  [
    'nested loops',
    `${'{% for i in (1..1000) %}'.repeat(4)}{% increment n %}${'{% endfor %}'.repeat(4)}`,
    {},
    /50 ms|renders more/,
  ],
  [
    'nested loops that render nothing',
    `${'{% for i in (1..1000) %}'.repeat(9)}${'{% endfor %}'.repeat(9)}`,
    {},
    /50 ms/,
  ],
  [
    'a text that doubles',
    '{% assign x = "abc" %}{% for i in (1..99) %}{% assign x = x | append: x %}{% endfor %}',
    {},
    /1000000|4000000/,
  ],
  [
    'a captured text that doubles',
    '{% for i in (1..99) %}{% capture x %}{{ x }}{{ x }}y{% endcapture %}{% endfor %}',
    {},
    /renders more/,
  ],
  [
    'a list that doubles',
    '{% assign x = "1,2,3" | split: "," %}{% for i in (1..32) %}{% assign x = x | concat: x %}{% endfor %}',
    {},
    /1000000|4000000/,
  ],
  [
    'a list that holds itself twice',
    '{% assign x = "a" | split: "," %}{% for i in (1..99) %}{% assign x = x | push: x %}{% endfor %}{{ x }}',
    {},
    /1000000/,
  ],
  [
    'a list that holds its own group twice',
    '{% assign x = "a" | split: "," %}{% for i in (1..99) %}{% assign x = x | concat: x | group_by: "k" | map: "items" %}{% endfor %}{{ x }}',
    {},
    /1000000/,
  ],
  ['a text beside itself', often('{{ payload }}'), 'x'.repeat(size), /renders more/],
  ['a date with a wide field', '{{ 0 | date: "%9999999d" }}', {}, /1000000/],
  ['a date with a long format', '{{ 0 | date: payload }}', '%A'.repeat(size / 2), /200 characters/],
  ['text replaced by a long one', '{{ payload | replace: "a", payload }}', 'a'.repeat(size), /1000000/],
  [
    'a long text sought in a longer one',
    '{{ payload.a | split: payload.b }}',
    { a: 'a'.repeat(size), b: halfway(size / 8) },
    /200 characters/,
  ],
  [
    'a long text that is or is not contained',
    '{% if payload.a contains payload.b %}x{% endif %}',
    { a: 'a'.repeat(size), b: halfway(size / 8) },
    /200 characters/,
  ],
  ['a text split into its characters', '{{ payload | split: "" | size }}', 'x'.repeat(size), /1000000/],
  ['a filter over a long list', often(' | sum', ['{{ payload', ' }}']), numbers, /1000000/],
  ['a long list compared', often('payload == payload and ', ['{% if ', 'true %}x{% endif %}']), numbers, /1000000/],
  ['a long list sought in', often('payload contains "x" or ', ['{% if ', 'true %}x{% endif %}']), numbers, /1000000/],
  [
    'a long list in many cases',
    often('payload, ', ['{% case payload %}{% when ', '1 %}x{% endcase %}']),
    numbers,
    /10000 characters/,
  ],
  [
    'a white text in many cases',
    often('blank, ', ['{% case payload %}{% when ', '1 %}x{% endcase %}']),
    `${' '.repeat(size)}x`,
    /10000 characters/,
  ],
  [
    'members counted by every operand',
    often('payload.size or ', ['{% if ', 'nothing %}{% endif %}']),
    members,
    /50 ms/,
  ],
  ['members counted by every argument', often(', payload.size', ['{{ 1 | plus: 1', ' }}']), members, /50 ms/],
  [
    'long lists by a property',
    often(' | sort: "host" | where: "name", "record 1" | concat: payload', ['{{ payload', ' }}']),
    records,
    /50 ms|1000000|4000000/,
  ],
  [
    'a property with a long path',
    '{{ payload.list | map: payload.path }}',
    { list: records, path: 'a.'.repeat(100_000) },
    /200 characters/,
  ],
  [
    'a property that is a range',
    '{{ payload | where: "[(9007199254740992..9007199254740996)]" }}',
    records,
    /name of a member/,
  ],
  ['a property compared with a list', '{{ payload | where: "name", payload }}', records, /200 characters/],
  [
    'one long text in many items',
    '{% assign x = payload | where: "s" %}{% for i in (1..13) %}{% assign x = x | concat: x %}{% endfor %}{{ x | sort_natural: "s" }}',
    [{ s: 'x'.repeat(100_000) }],
    /1000000/,
  ],
  [
    'one long name in many items',
    '{% assign x = payload | where: "s" %}{% for i in (1..13) %}{% assign x = x | concat: x %}{% endfor %}{{ x | json }}',
    [{ s: 1, ['x'.repeat(100_000)]: 1 }],
    /1000000/,
  ],
  ['a deep list', '{{ payload }}', deep, /1000000/],
  ['a deep list as JSON', '{{ payload | json }}', deep, /nested too deep|1000000/],
  ['deep JSON, indented', '{{ payload | json: 10 }}', deepAndWide, /nested too deep|1000000/],
  [
    'JSON of some depth, indented',
    '{{ payload | json: 10 }}',
    JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`),
    /32 levels/,
  ],
  ['a circle as JSON', '{{ payload | json }}', circular, /1000000|circular/],
  ['a circle as text', '{{ payload.self | join }}', circular, /1000000/],
];

it.each(stopped)('%s is stopped, and is a fault of its field alone', (_, body, payload, fault) => {
  expect(body.length).toBeLessThanOrEqual(5000);
  expect(mappingFaults({ title: 'x', body })).toEqual([]);
  const { fields, milliseconds } = renderTimed(body, payload);
  expect(fields).toMatchObject({
    title: 'a title',
    key: 'a key',
    body: null,
    faults: [expect.stringMatching(/^body: /)],
  });
  // the time is a limit of its own, which a slow machine may come to first
  expect(fields.faults[0]).toMatch(new RegExp(`${fault.source}|50 ms`));
  expect(milliseconds).toBeLessThan(slowest);
});

it('a list is compared within its limit, before the time is over', () => {
  const body = '{% if payload == payload %}x{% endif %}';
  expect(renderTimed(body, numbers.slice(0, 1000)).fields.body).toBe('x');
  expect(renderTimed(body, numbers.slice(0, 110_000)).fields.faults).toEqual([
    'body: a value holds more than 1000000 characters (line 1, column 1)',
  ]);
});

const awkward = [
  `${'<'.repeat(size / 2)}${'<script'.repeat(size / 16)}`,
  `${'\r'.repeat(size)}`,
  `${' \t'.repeat(size / 2)}x`,
  'é-ü '.repeat(size / 4),
];
const textFilters = [
  'strip_html',
  'strip_newlines',
  'squish',
  'strip',
  'slugify',
  'slugify: "latin"',
  'number_of_words: "auto"',
  'truncatewords',
  'escape_once',
  'newline_to_br',
  'split: " "',
  'remove: "<"',
  'replace_last: "<s", ""',
  'date',
  'url_encode',
  'base64_decode',
  'capitalize',
  'sha256',
  'array_to_sentence_string',
  'normalize_whitespace',
  'truncate: 400000',
];

it.each(textFilters)('a long text costs the filter %s little', (filter) => {
  for (const text of awkward) {
    const { fields, milliseconds } = renderTimed(`{{ payload | ${filter} | size }}`, text);
    expect(fields).toMatchObject({ title: 'a title', key: 'a key' });
    expect(milliseconds).toBeLessThan(slowest);
  }
});

it('the templates have the time together: what a greedy one has used is lacking to those after it', () => {
  const greedy = '{% for i in (1..100000) %}{% for j in (1..100) %}{% endfor %}{% endfor %}';
  const mapping = compileMapping({ title: 'a title', key: greedy, status: 'open', severity: greedy, body: 'a body' });
  const start = performance.now();
  const fields = mapping.render({});
  expect(performance.now() - start).toBeLessThan(slowest);
  expect(fields).toMatchObject({ title: 'a title', key: '', status: '', severity: '', body: null });
  expect(fields.faults.map((fault) => fault.split(':')[0])).toEqual(['key', 'status', 'severity', 'body']);
  // and the next event has all of it again
  expect(compileMapping({ title: 'a title' }).render({}).faults).toEqual([]);
});

it('a template that is hostile to the parser is a fault in little time', () => {
  for (const template of [
    '{{',
    '{%',
    '{{ a.',
    '{{ a[',
    '(',
    '{% if a %}',
    '{% liquid\n',
    '{{ "',
    "{{ '\\u",
    '{{ a | b: ',
    '{% comment %}',
    '{% for i in (1..2) %}',
    '{% raw %}',
    '{% case a %}{% when ',
  ]) {
    const start = performance.now();
    const nested = often(template);
    mappingFaults({ title: nested });
    expect(compileMapping({ title: nested }).render({ a: 1 })).toMatchObject({ body: null });
    expect(performance.now() - start).toBeLessThan(slowest);
  }
});
