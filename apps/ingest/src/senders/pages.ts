import type { AlertLink, MonitorEvent } from './monitor-event.js';

export type NamedPage = readonly [text: string, href: unknown];

const mostLinks = 20;
const mostHrefCharacters = 2000;

/** Links to pages that are not named in the body where links are looked for; what is no address of a web page is left out. */
export function linksOf(pages: readonly NamedPage[]): Pick<MonitorEvent, 'links'> {
  const links = new Map<string, AlertLink>();
  for (const [text, written] of pages) {
    const href = hrefOf(written);
    if (href !== null && !links.has(href) && links.size < mostLinks) links.set(href, { text, href });
  }
  return links.size > 0 ? { links: [...links.values()] } : {};
}

/** Null also for an address with a password in it, and for one longer than pages have. */
function hrefOf(written: unknown): string | null {
  if (typeof written !== 'string' || written.length > mostHrefCharacters || !URL.canParse(written)) return null;
  const { protocol, username, password, href } = new URL(written);
  const isPage = /^https?:$/.test(protocol) && username === '' && password === '';
  return isPage && href.length <= mostHrefCharacters ? href : null;
}

/** What senders put before a title in brackets, for the eye: `[FIRING:1]`, `[Triggered on {host:db-1}]`, `[P1]`. */
const states =
  /^(?:\s*\[\s*(?:re-)?(?:firing|resolved|alerting|ok|no data|pending|paused|triggered|recovered|warn|renotify|p[1-5])(?:\s*:\s*\d+\s*|\s+on\s[^\]]*|\s*)\])+/i;

/** A title as it can be read aloud: without its state, and without brackets and braces. */
export const spokenTitle = (title: string): string => {
  const spoken = title.replace(states, '');
  return (spoken.trim() === '' ? title : spoken).replace(/[[\]{}]+/g, ' ').trim();
};

const longestPlace = 200;

/** `Disk full on db-1`; a name that says where stays as it is. */
export const titleOn = (name: string, place: string): string =>
  name === '' || place === '' || place.length > longestPlace || name.toLowerCase().includes(place.toLowerCase())
    ? name
    : `${name} on ${place}`;
