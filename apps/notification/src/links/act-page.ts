import { escapeHtml } from '@ringdown/kernel';

/** What somebody sees who opened a link. */
export interface ActPage {
  /** Of HTTP. */
  readonly status: number;
  readonly sentence: string;
  /** Smaller, below it. */
  readonly note?: string;
  /** What a button does; none where there is nothing to do. */
  readonly button?: string;
  /** Where the console shows the incident. */
  readonly consoleUrl?: string;
}

/** One column of large letters, whatever the phone. The form has no address: it is sent to the link itself. */
export const actPageHtml = ({ sentence, note, button, consoleUrl }: ActPage): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Ringdown</title>
<style>
  body { font: 1.15rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto; padding: 0 1.25rem; color: #1b1e24; background: #fff; overflow-wrap: anywhere; }
  button { font: inherit; font-weight: 600; width: 100%; min-height: 3.25rem; border: 0; border-radius: .5rem; background: #b3261e; color: #fff; }
  small { color: #5b6270; }
  a { color: #0b57d0; }
  @media (prefers-color-scheme: dark) { body { color: #e7e9ee; background: #14161a; } small { color: #a4abb8; } a { color: #9ec1ff; } }
</style></head>
<body><main><p>${escapeHtml(sentence)}</p>${part(note, (text) => `<p><small>${text}</small></p>`)}${part(
  button,
  (text) => `<form method="post"><button>${text}</button></form>`,
)}${part(consoleUrl, (url) => `<p><a href="${url}">Open the incident in Ringdown</a></p>`)}</main></body></html>
`;

const part = (text: string | undefined, html: (escaped: string) => string): string =>
  text === undefined ? '' : html(escapeHtml(text));
