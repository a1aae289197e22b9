import { type Mapping, mappingFaults } from './index.js';

const faultOf = (template: string): string | undefined => mappingFaults({ title: 'x', body: template })[0]?.message;

it('finds nothing in a mapping that can be used', () => {
  const mapping: Mapping = {
    title: '{% assign name = service | default: "a service" %}{{ name | downcase }}',
    body: '{% for i in (1..count) %}{% cycle "a", i | upcase %}{% endfor %}{% liquid\n echo title | json %}{% raw %}{{ {% endraw %}',
    key: '',
    links: [{ text: 'Run (a..b)', href: 'https://example.com/{{ id | truncate: 9, "..." }}' }],
  };
  expect(mappingFaults(mapping)).toEqual([]);
});

it.each<Mapping>([{}, { title: '' }, { title: ' \n' }, { body: 'x' }])('asks for a title: %j', (mapping) =>
  expect(mappingFaults(mapping)).toEqual([{ path: 'title', message: 'enter a template: an event needs a title' }]),
);

it('names the place of every fault', () => {
  const mapping: Mapping = {
    title: '{{ service',
    key: '{{ a | frobnicate }}',
    links: [
      { text: 'x', href: 'https://example.com' },
      { text: '{% nope %}', href: '\n {% if a %}' },
    ],
  };
  expect(mappingFaults(mapping)).toEqual([
    { path: 'title', message: 'correct the template: output "{{ service" not closed (line 1, column 1)' },
    {
      path: 'key',
      message: 'use a filter of Liquid, such as default or date: undefined filter: frobnicate (line 1, column 1)',
    },
    {
      path: 'links.1.text',
      message: 'use a tag of Liquid, such as if, for or assign: tag "nope" not found (line 1, column 1)',
    },
    { path: 'links.1.href', message: 'correct the template: tag {% if a %} not closed (line 2, column 2)' },
  ]);
});

it.each(['include "a"', 'render "a"', 'layout "a"', 'block a'])('has no tag that reads files: %s', (tag) =>
  expect(faultOf(`{% ${tag} %}`)).toMatch(/^leave out the tag, which reads other files: tag "\w+" not found \(line 1/),
);

it.each(['sample', 'inspect', 'where_exp: "x", "x"', 'toString', '__proto__'])('has no filter %s', (filter) =>
  expect(faultOf(`{{ a | ${filter} }}`)).toContain('undefined filter'),
);

it('finds an unknown filter where liquidjs looks for it only while it renders', () =>
  expect(faultOf('{% cycle "a", "b" | frobnicate %}')).toContain('undefined filter: frobnicate (line 1, column'));

it.each(['(9007199254740992..9007199254740996)', '(a..b)', '("9007199254740992"..b)', '((1..2)..b)', '(1000001..b)'])(
  'refuses the range %s, which might have no end',
  (range) => {
    const refused = expect.stringMatching(
      /^correct the template: a range begins with a number up to 1000000/,
    ) as string;
    for (const template of [
      `{% for i in ${range} %}{% endfor %}`,
      `{{ ${range} }}`,
      `{% if x == ${range} %}{% endif %}`,
      `{{ x | append: ${range} }}`,
      `{% case x %}{% when ${range} %}{% endcase %}`,
      `{{ x[${range}] }}`,
      `{% cycle ${range} %}`,
      `{% for i in x limit: ${range} %}{% endfor %}`,
      `{% liquid echo ${range} %}`,
    ])
      expect([template, faultOf(template)]).toEqual([template, refused]);
  },
);

it('says how long a template may be', () =>
  expect(faultOf('x'.repeat(5001))).toBe('shorten the template: too long: 5001 characters, and at most 5000 are read'));

it('says how many links there may be', () => {
  const links = Array.from({ length: 11 }, () => ({ text: 'x', href: 'https://example.com' }));
  expect(mappingFaults({ title: 'x', links })).toEqual([{ path: 'links', message: 'enter at most 10 links' }]);
  expect(mappingFaults({ title: 'x', links: links.slice(1) })).toEqual([]);
});
