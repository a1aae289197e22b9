const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack's three control characters: a text with them escaped links nothing and calls nobody (`<!here>`). */
export const escapeMrkdwn = (character: string): string => entities[character] ?? character;

/** `Saturday at 6:24 AM` in the time zone of whoever reads it; other clients show the fallback. */
export function slackDate(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} at {time_secs}|${fallback}>`;
}
