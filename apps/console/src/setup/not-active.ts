/** What can be entered although nothing acts on it yet, said where it is entered. Whatever makes it act removes its sentence. */
export const notActive = {
  slack: 'Slack is not active yet: it needs a Slack app.',
} as const;
