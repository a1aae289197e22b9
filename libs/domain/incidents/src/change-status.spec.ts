import { changeStatus, type IncidentStatus, type StatusVerb } from './change-status.js';

const statuses: readonly IncidentStatus[] = ['triggered', 'acknowledged', 'resolved'];
const verbs: readonly StatusVerb[] = ['acknowledge', 'unacknowledge', 'resolve', 'reopen'];

describe('the status of an incident', () => {
  it.each<[IncidentStatus, StatusVerb, IncidentStatus | 'unchanged' | 'refused']>([
    ['triggered', 'acknowledge', 'acknowledged'],
    ['triggered', 'unacknowledge', 'unchanged'],
    ['triggered', 'resolve', 'resolved'],
    ['triggered', 'reopen', 'unchanged'],
    ['acknowledged', 'acknowledge', 'unchanged'],
    ['acknowledged', 'unacknowledge', 'triggered'],
    ['acknowledged', 'resolve', 'resolved'],
    ['acknowledged', 'reopen', 'unchanged'],
    ['resolved', 'acknowledge', 'refused'],
    ['resolved', 'unacknowledge', 'refused'],
    ['resolved', 'resolve', 'unchanged'],
    ['resolved', 'reopen', 'triggered'],
  ])('%s, %s: %s', (status, verb, expected) => {
    const change = changeStatus(status, verb);
    expect(change.kind === 'changed' ? change.status : change.kind).toBe(expected);
  });

  it('says why it refuses, and what to do', () => {
    expect(changeStatus('resolved', 'acknowledge')).toEqual({
      kind: 'refused',
      reason: 'A resolved incident cannot be acknowledged; reopen it first.',
    });
  });

  it('changes nothing when the same is asked again', () => {
    for (const status of statuses) {
      for (const verb of verbs) {
        const change = changeStatus(status, verb);
        if (change.kind === 'changed') expect(changeStatus(change.status, verb)).toEqual({ kind: 'unchanged' });
      }
    }
    expect.assertions(5);
  });
});
