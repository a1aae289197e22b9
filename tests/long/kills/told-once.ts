import type { Call, Incident } from '@ringdown/contracts';
import { api, carrier } from '../../acceptance/world/rest.ts';
import type { Stations } from './stations.ts';

/** That each call of these lines is in the log once, was told to the channel once, and opened one incident. */
export async function toldMoreOrLessThanOnce({ all, inboxes, integrationId }: Stations): Promise<readonly string[]> {
  const incidents = await everyPage<Incident>(`/incidents?integrationId=${integrationId}`);
  const { messages } = await carrier.get<{ messages: { body: unknown }[] }>(
    `/sim/messages?kind=slack&name=${inboxes.slack}`,
  );
  const told = messages.map(({ body }) => JSON.stringify(body));
  const lineIds = new Set(all.map(({ station }) => station.hotline.line.id));
  const logs = await Promise.all([...lineIds].map((id) => everyPage<Call>(`/calls?lineId=${id}`)));
  const entries = logs.flat();
  const complaints = all.flatMap(({ phoneCall }) => {
    const mine = entries.filter((entry) => entry.providerCallId === phoneCall.callSid);
    const [entry] = mine;
    if (!entry || mine.length > 1) return [`call ${phoneCall.callSid} is in the log ${mine.length} times`];
    const times = told.filter((text) => text.includes(`/calls/${entry.id}`)).length;
    const opened = incidents.filter(({ callIds }) => callIds.includes(entry.id)).length;
    return [
      ...(times === 1 ? [] : [`call ${entry.id} was told ${times} times`]),
      ...(opened === 1 ? [] : [`call ${entry.id} opened ${opened} incidents`]),
    ];
  });
  if (entries.length !== all.length) complaints.push(`${all.length} calls are ${entries.length} in the log`);
  const open = entries.filter(({ status }) => status !== 'ended').length;
  if (open > 0) complaints.push(`${open} calls are open in the log`);
  return complaints;
}

async function everyPage<T>(path: string): Promise<readonly T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { items: T[]; nextCursor: string | null } = await api.get(`${path}&limit=200${more}`);
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}
