import fc from 'fast-check';
import { incidentLinks } from './incident-links.js';

const linksOf = (body: unknown) => incidentLinks(JSON.stringify(body)).map(({ text, href }) => `${text}: ${href}`);

describe('the links of an incident', () => {
  it('are those of an alert of Alertmanager or Grafana', () => {
    expect(
      linksOf({
        labels: { alertname: 'Disk full' },
        annotations: { summary: 'Disk full', runbook_url: 'https://wiki.example.com/disk' },
        generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
        silenceURL: 'https://grafana.example.com/silence?x=1',
        dashboardURL: '',
        panelURL: 'https://grafana.example.com/d/1?viewPanel=2',
      }),
    ).toEqual([
      'Panel: https://grafana.example.com/d/1?viewPanel=2',
      'Alert rule: http://prometheus:9090/graph?g0.expr=up',
      'Silence it: https://grafana.example.com/silence?x=1',
      'Runbook: https://wiki.example.com/disk',
    ]);
  });

  it('are those of a whole body with alerts', () => {
    const alerts = [
      { generatorURL: 'https://p.example.com/1' },
      { annotations: { dashboard_url: 'https://d.example.com/' } },
    ];
    expect(
      linksOf({
        externalURL: 'https://am.example.com',
        commonAnnotations: { runbook_url: 'https://r.example.com' },
        alerts,
      }),
    ).toEqual([
      'Monitor: https://am.example.com/',
      'Runbook: https://r.example.com/',
      'Alert rule: https://p.example.com/1',
      'Dashboard: https://d.example.com/',
    ]);
  });

  it.each([
    [
      'PagerDuty',
      {
        client: 'Sample Monitoring',
        client_url: 'https://monitoring.example.com',
        links: [
          { href: 'https://example.com/a', text: ' An\n example ' },
          { href: 'https://example.com/b' },
          'https://x.com',
        ],
        payload: { custom_details: { 'load graph': 'https://graph.example.com/1', 'ping time': '1500ms' } },
      },
      [
        'An example: https://example.com/a',
        'example.com: https://example.com/b',
        'Sample Monitoring: https://monitoring.example.com/',
        'load graph: https://graph.example.com/1',
      ],
    ],
    [
      'Sentry, not of its API',
      { data: { event: { url: 'https://sentry.io/api/0/1/', web_url: 'https://sentry.io/1' } } },
      ['Event: https://sentry.io/1'],
    ],
    ['a metric alert of Sentry', { data: { web_url: 'https://sentry.io/3' } }, ['Event: https://sentry.io/3']],
    ['an older Sentry', { url: 'https://sentry.io/2' }, ['Event: https://sentry.io/2']],
    ['Datadog', { link: 'https://app.datadoghq.com/event' }, ['Event: https://app.datadoghq.com/event']],
    ['Opsgenie', { details: { Runbook: 'https://r.example.com/', n: 1 } }, ['Runbook: https://r.example.com/']],
  ])('are those of %s', (_sender, body, expected) => expect(linksOf(body)).toEqual(expected));

  it('leave out what is no address of a web page, or holds a password', () => {
    const links = [
      'javascript:alert(1)',
      'JaVaScRiPt://example.com/%0aalert(1)',
      'data:text/html,x',
      'ftp://example.com',
      '/relative',
      'https://',
      'https://priya:secret@example.com',
      'https://priya@example.com',
      `https://example.com/${'x'.repeat(2000)}`,
      7,
      null,
    ].map((href) => ({ href }));
    expect(linksOf({ links: [...links, null, [], 'x'] })).toEqual([]);
  });

  it('are each told once, twenty at most, with a text of bounded length', () => {
    const same = { href: 'https://example.com/same' };
    expect(linksOf({ links: [same, same], url: same.href })).toHaveLength(1);
    const many = Array.from({ length: 90 }, (_, n) => ({ href: `https://example.com/${n}`, text: '🔥'.repeat(300) }));
    const links = incidentLinks(JSON.stringify({ links: many }));
    expect(links).toHaveLength(20);
    expect([...(links[0]?.text ?? '')]).toHaveLength(100);
  });

  it.each([
    null,
    '',
    '{',
    '"https://example.com"',
    '[]',
    '{"links":{"href":"https://example.com"}}',
    '['.repeat(100_000),
  ])('are none in %.40j', (details) => expect(incidentLinks(details)).toEqual([]));

  it('lead nowhere but to web pages, whatever was sent', () => {
    const address = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.constantFrom(
        'javascript:alert(1)',
        ' javascript:1',
        'java\nscript:1',
        'data:,x',
        'https://a:b@c.d',
        '//x',
        'http:x',
      ),
      fc.string(),
    );
    const field = fc.constantFrom(
      'links',
      'href',
      'text',
      'url',
      'link',
      'client',
      'client_url',
      'annotations',
      'alerts',
      'details',
      'data',
      'event',
      'payload',
      'custom_details',
      '__proto__',
    );
    const { body } = fc.letrec((tie) => ({
      body: fc.oneof(
        { depthSize: 'small' },
        address,
        fc.jsonValue(),
        fc.array(tie('body'), { maxLength: 4 }),
        fc
          .array(fc.tuple(field, tie('body')), { maxLength: 6 })
          .map((members) => `{${members.map(([name, value]) => `"${name}":${JSON.stringify(value)}`).join()}}`)
          .map((json) => JSON.parse(json) as unknown),
      ),
    }));
    fc.assert(
      fc.property(body, (sent) => {
        const links = incidentLinks(JSON.stringify(sent));
        expect(links.length).toBeLessThanOrEqual(20);
        for (const { href, text } of links) {
          expect(new URL(href)).toMatchObject({ username: '', password: '' });
          expect(new URL(href).protocol).toMatch(/^https?:$/);
          expect(text).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });
});
