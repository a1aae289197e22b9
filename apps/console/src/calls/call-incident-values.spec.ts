import { newCallIncident } from '@ringdown/contracts';
import { blankCallIncident, callIncidentBody } from './call-incident-values.js';

describe('callIncidentBody', () => {
  it('leaves out what was left empty, for the API to choose', () =>
    expect(callIncidentBody({ ...blankCallIncident, integrationId: 'int_1', title: ' ' })).toEqual({
      integrationId: 'int_1',
    }));
  it('sends what was chosen', () =>
    expect(
      callIncidentBody({
        title: 'Checkout is down',
        integrationId: 'int_1',
        escalationPolicyId: 'esc_1',
        priority: 'p1',
        severity: 'sev2',
      }),
    ).toEqual({
      title: 'Checkout is down',
      integrationId: 'int_1',
      escalationPolicyId: 'esc_1',
      priority: 'p1',
      severity: 'sev2',
    }));
  it('has the API name the integration where none is chosen', () =>
    expect(
      newCallIncident.safeParse(callIncidentBody(blankCallIncident)).error?.issues.map(({ path }) => path),
    ).toEqual([['integrationId']]));
});
