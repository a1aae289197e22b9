const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text where Slack would read its own markup (https://docs.slack.dev/messaging/formatting-message-text#escaping). */
export const escapedForSlack = (text: string): string =>
  text.replace(/[&<>]/g, (character) => entities[character] ?? '');

const sigils: Readonly<Record<string, string>> = { '@': '@', '#': '#', '!': '@' };

/**
 * What a person typed, out of what Slack makes of it: `<@U1|ada>` is @ada, `<https://a.b|a.b>` is a.b, and three characters are
 * escaped.
 */
export function typedText(sent: string): string {
  const withoutMarkup = sent.replace(/<([^<>]*)>/g, (_all, inner: string) => {
    const bar = inner.indexOf('|');
    const [target, label] = bar < 0 ? [inner, ''] : [inner.slice(0, bar), inner.slice(bar + 1)];
    const sigil = sigils[target.charAt(0)];
    if (sigil !== undefined) return `${sigil}${label.replace(/^[@#]/, '') || target.slice(1)}`;
    return label || target.replace(/^mailto:/, '');
  });
  return withoutMarkup.replace(/&(lt|gt|amp);/g, (_all, name: string) => ({ lt: '<', gt: '>', amp: '&' })[name] ?? '');
}
