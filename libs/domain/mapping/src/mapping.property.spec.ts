import fc from 'fast-check';
import { compileMapping, type Mapping, mappingFaults } from './index.js';

const names = ['a', 'b', 'items', 'constructor', '__proto__', 'size', 'first', 'payload', 'headers', 'odd name', ''];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    2 ** 53,
    1e300,
    '',
    ' ',
    '2026-03-01 09:30',
    '<b>&amp;</b>',
    'ß\ud800',
  ),
  fc.string({ unit: 'grapheme' }),
  fc.double(),
);
const { payload } = fc.letrec<{ payload: unknown }>((tie) => ({
  payload: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('payload'), { maxLength: 6 }),
    fc.dictionary(fc.constantFrom(...names), tie('payload'), { maxKeys: 6 }),
  ),
}));
/** As it comes in: the own member "__proto__" is one that JSON.parse makes. */
const body = payload.map((value): unknown => JSON.parse(JSON.stringify(value) ?? 'null'));

const value = fc.constantFrom(
  'payload',
  'a',
  'b.a',
  'items[0].a',
  'items.first',
  'payload["odd name"]',
  '__proto__.a',
  'constructor.name',
  'headers.host',
  'a.size',
  '"text"',
  '7',
  '(1..a)',
  'nil',
  'blank',
);
const filter = fc.oneof(
  fc.constantFrom(
    ...['upcase', 'json', 'json: 2', 'inspect', 'size', 'first', 'last', 'join', 'join: ", "', 'sort', 'sort: "a"'],
    ...['where: "a"', 'where: "a", 1', 'map: "a"', 'group_by: "a"', 'sum', 'uniq', 'compact', 'reverse', 'date'],
    ...['date: "%Y"', 'default: "x"', 'split: ""', 'slice: -2, 2', 'truncate: 3', 'times: 2', 'divided_by: 0', 'round'],
    ...[
      'url_decode',
      'base64_decode',
      'strip_html',
      'escape',
      'frobnicate',
      'push: payload',
      'concat: items',
      'find: "a"',
    ],
  ),
  value.map((argument) => `append: ${argument}`),
);
const expression = fc.tuple(value, fc.array(filter, { maxLength: 3 })).map((parts) => parts.flat().join(' | '));
const { template } = fc.letrec<{ template: string }>((tie) => ({
  template: fc.oneof(
    { maxDepth: 3 },
    expression.map((written) => `{{ ${written} }}`),
    fc.string({ maxLength: 20 }),
    fc.constantFrom('{% increment a %}', '{% cycle a, b %}', '{% break %}', '{% include "a" %}', '{% if %}', '{{'),
    fc.tuple(expression, tie('template')).map(([written, rest]) => `{% assign a = ${written} %}${rest}`),
    fc.tuple(value, tie('template')).map(([list, inner]) => `{% for b in ${list} %}${inner}{% endfor %}`),
    fc.tuple(value, tie('template')).map(([list, inner]) => `{% tablerow b in ${list} %}${inner}{% endtablerow %}`),
    fc
      .tuple(value, fc.constantFrom('==', '!=', '<', '>=', 'contains', 'and', 'or'), value, tie('template'))
      .map(([left, operator, right, inner]) => `{% if ${left} ${operator} ${right} %}${inner}{% else %}no{% endif %}`),
    fc
      .tuple(value, value, tie('template'))
      .map(([of, is, inner]) => `{% case ${of} %}{% when ${is} %}${inner}{% endcase %}`),
    fc.tuple(tie('template'), tie('template')).map(([inner, rest]) => `{% capture a %}${inner}{% endcapture %}${rest}`),
    fc.array(tie('template'), { maxLength: 3 }).map((parts) => parts.join('\n')),
  ),
}));
const mapping: fc.Arbitrary<Mapping> = fc.record(
  {
    title: template,
    body: template,
    severity: template,
    priority: template,
    status: template,
    key: template,
    links: fc.array(
      fc.record({ text: template, href: fc.oneof(template, fc.constant('https://example.com/{{ a }}')) }),
      {
        maxLength: 12,
      },
    ),
  },
  { requiredKeys: [] },
);
const someHeaders = { host: 'monitor.example.com' };
const mostFaults = 6 + 1 + 2 * 10;

const timed = <T>(work: () => T): readonly [result: T, milliseconds: number] => {
  const start = performance.now();
  return [work(), performance.now() - start];
};

it('gives texts within their limits for any body, says what failed, and is done in no time', () => {
  fc.assert(
    fc.property(mapping, body, (templates, event) => {
      const before = JSON.stringify(event);
      const compiled = compileMapping(templates);
      const [fields, milliseconds] = timed(() => compiled.render(event, someHeaders));
      const { title, severity, priority, status, key, links, faults } = fields;
      const texts = [title, severity, priority, status, key, ...links.flatMap(({ text, href }) => [text, href])];
      for (const text of texts) expect(typeof text === 'string' && text.length <= 2000).toBe(true);
      expect(fields.body === null || (fields.body.trim() !== '' && fields.body.length <= 100_000)).toBe(true);
      for (const { href } of links) expect(href).toMatch(/^https?:\/\//i);
      expect(faults.length).toBeLessThanOrEqual(mostFaults);
      for (const fault of faults) expect(fault).toMatch(/^[a-z0-9.]+: .{1,400}$/s);
      expect(JSON.stringify(event)).toBe(before);
      // its 50 ms twice, on a machine that has other things to do
      expect(milliseconds).toBeLessThan(1000);
    }),
    { numRuns: 700 },
  );
});

it('a template without a fault parses, and one with a fault fails in every rendering', () => {
  fc.assert(
    fc.property(template, body, (written, event) => {
      const isFaulty = mappingFaults({ title: 'x', body: written }).length > 0;
      const fields = compileMapping({ title: 'x', body: written }).render(event);
      if (isFaulty) expect([fields.body, fields.faults.length]).toEqual([null, 1]);
      for (const fault of fields.faults)
        if (!isFaulty) expect(fault).not.toMatch(/undefined filter|not found|not closed/);
    }),
    { numRuns: 700 },
  );
});

it('the same event gives the same fields again', () => {
  fc.assert(
    fc.property(mapping, body, (templates, event) => {
      const compiled = compileMapping(templates);
      const [fields, ...others] = [compiled, compiled, compileMapping(templates)].map((same) =>
        same.render(event, someHeaders),
      );
      // but for what the time of a slow machine has cut short
      fc.pre(![fields, ...others].some((each) => each?.faults.some((fault) => fault.includes('50 ms'))));
      for (const other of others) expect(other).toEqual(fields);
    }),
    { numRuns: 200 },
  );
});
