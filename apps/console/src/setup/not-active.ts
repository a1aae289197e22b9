/** What can be entered although nothing acts on it yet, said where it is entered. Whatever makes it act removes its sentence. */
export const notActive = {
  slack: 'Slack is not active yet: it needs a Slack app.',
  shiftNotices: 'Not active yet: saved, but nobody is told of their shifts in these ways.',
  flapping: 'Flapping is not active yet: it is saved, but such an incident closes and opens as any other.',
} as const;
