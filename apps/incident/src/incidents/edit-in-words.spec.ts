import { editInWords } from './edit-in-words.js';

const before = { title: 'Disk full', priority: null, severity: 'sev2', escalation_policy_id: null } as const;

describe('editInWords', () => {
  it.each([
    [{}, []],
    [{ title: 'Disk of db1 full' }, ['Title changed from “Disk full” to “Disk of db1 full”']],
    [{ priority: 'p1' as const }, ['Priority changed from none to p1']],
    [{ severity: null }, ['Severity changed from sev2 to none']],
    [{ escalation_policy_id: 'esc_1' }, ['Escalation policy changed']],
    [
      { priority: 'p2' as const, severity: 'sev1' as const },
      ['Priority changed from none to p2', 'Severity changed from sev2 to sev1'],
    ],
  ])('tells %j', (change, words) => expect(editInWords(before, { ...before, ...change })).toEqual(words));

  it('tells when the integration decides again', () => {
    expect(editInWords({ ...before, escalation_policy_id: 'esc_1' }, before)).toEqual([
      'Escalation policy put in sync with the integration',
    ]);
  });
});
