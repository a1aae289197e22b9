import { readEvents, readOnly, shownLinks } from '../../testing/read-events.js';
import { grafanaRuleBody } from '../../testing/sender-bodies.js';

/** What Grafana’s alerting of today sends is read as Alertmanager’s is, and tested there. */
describe('the alerting that Grafana had before', () => {
  it.each([
    ['alerting', 'trigger'],
    ['no_data', 'trigger'],
    ['ok', 'resolve'],
    ['OK', 'resolve'],
  ])('%s means %s', (state, status) => {
    const body = grafanaRuleBody({ state });
    expect(readOnly(body)).toEqual({
      title: 'Disk of db-1 is full',
      key: 'rule 58',
      body: JSON.stringify(body),
      severity: 'sev1',
      priority: null,
      status,
      links: [
        { text: 'Alert rule', href: 'https://grafana.example/d/hZ7BuVbWz/disks?tab=alert&panelId=2&orgId=1' },
        { text: 'Image', href: 'https://images.example/panel-2.png' },
      ],
      warnings: [],
    });
  });

  it.each(['pending', 'paused'])('is no alert while a rule is %s', (state) => {
    expect(readEvents(grafanaRuleBody({ state }))).toEqual({
      readAs: 'grafana',
      events: [],
      warnings: [`state: "${state}" changes nothing here`],
    });
  });

  it.each<[object, object]>([
    [{ state: 'odd' }, { status: 'trigger', warnings: [expect.stringContaining('"odd"')] }],
    [{ state: '' }, { status: 'trigger', warnings: [expect.stringContaining('""')] }],
    [{ ruleName: '' }, { title: 'Disk of db-1 is full', warnings: [] }],
    [
      { ruleName: null, title: undefined },
      { title: 'Less than 3 % are left.', key: 'rule 58' },
    ],
    [
      { ruleName: {}, title: null, message: ' ' },
      { title: 'Grafana’s rule 58', key: 'rule 58' },
    ],
    [
      { tags: null, evalMatches: null, imageUrl: '' },
      { severity: null, warnings: [] },
    ],
    [{ tags: { severity: 'odd', priority: 'P1' } }, { severity: null, priority: 'p1' }],
    [
      { ruleId: '58', severity: 'sev3', status: 'resolved' },
      { key: 'rule 58', severity: 'sev1', status: 'trigger' },
    ],
    [{ ruleId: null }, { key: expect.stringMatching(/^unread|null$/) as string, status: 'trigger' }],
    [{ state: undefined }, { title: '[Alerting] Disk of db-1 is full', status: 'trigger' }],
  ])('reads %j', (fields, expected) => {
    const event = readOnly(grafanaRuleBody(fields));
    expect({ ...event, key: String(event?.key) }).toMatchObject(expected);
  });

  it('links to nothing but web pages', () => {
    expect(shownLinks(grafanaRuleBody({ ruleUrl: 'javascript:alert(1)', imageUrl: 'https://a:b@c.example/' }))).toEqual(
      [],
    );
  });
});
