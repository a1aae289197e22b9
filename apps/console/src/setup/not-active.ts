/** What can be entered although nothing acts on it yet, said where it is entered. Whatever makes it act removes its sentence. */
export const notActive = {
  policies: 'Not active yet: policies are saved, and incidents show theirs, but nobody is notified by a policy.',
  policyOfIncident: 'Not active yet: the incident shows it, but nobody is notified by it.',
  notifications: 'Not active yet: saved, but nobody is notified of incidents in these ways.',
  slack: 'Slack is not active yet: it needs a Slack app.',
  shiftNotices: 'Not active yet: saved, but nobody is told of their shifts in these ways.',
  incidentTimers: 'Not active yet: saved, but incidents do nothing by themselves.',
  teams:
    'Not active yet: the members of a team are not notified. Incidents carry the teams of their integration in the payload.',
} as const;
