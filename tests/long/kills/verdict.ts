import type { Call } from '@ringdown/contracts';
import type { KilledCall, SeenCall } from './killed-call.ts';

/** What the caller, the responders and the log must be able to say of a call, whatever was killed in it. */
export async function complaintsAbout(call: KilledCall): Promise<readonly string[]> {
  const seen = await call.over;
  const log = await call.phoneCall.log((entry) => entry.incidentId !== null).catch((error: unknown) => String(error));
  const complaints = [...ofCaller(call, seen), ...(typeof log === 'string' ? [log] : ofLog(seen, log))];
  const who = `${call.station.hotline.provider}, killed ${call.step.name} (${call.kills} times in all)`;
  const told = complaints.length === 0 ? '' : `\n${story(seen, log)}`;
  return complaints.map((complaint, i) => `${who}: ${complaint}${i === complaints.length - 1 ? told : ''}`);
}

const talked = ({ legs }: SeenCall): readonly string[] => legs.filter((leg) => leg.bridged).map((leg) => leg.number);
const leftMessage = ({ story: lines }: SeenCall): boolean =>
  lines.some(({ kind, text }) => kind === 'message' && text.startsWith('caller leaves'));

function ofCaller({ step }: KilledCall, seen: SeenCall): readonly string[] {
  const complaints: string[] = [];
  const fatal = seen.faults.filter((fault) => (fault as { fatal?: boolean }).fatal);
  if (step.ends === 'conversation' && talked(seen).length !== 1)
    complaints.push(`the caller talked to ${talked(seen).length} people`);
  if (step.ends === 'message' && !leftMessage(seen)) complaints.push('the caller left no message');
  if (seen.story.some(({ text }) => text.includes('application error'))) complaints.push('somebody heard an error');
  if (fatal.length > 0) complaints.push(`a document failed: ${fatal.map((f) => `${f.code} ${f.message}`).join('; ')}`);
  const rung = seen.legs.map((leg) => leg.number);
  if (new Set(rung).size < rung.length) complaints.push('somebody was rung twice');
  return complaints;
}

function ofLog(seen: SeenCall, log: Call): readonly string[] {
  const complaints: string[] = [];
  const expected = talked(seen).length > 0 ? 'answered' : 'missed';
  if (log.outcome !== expected) complaints.push(`the log says ${log.outcome}, and it was ${expected}`);
  const accepted = log.attempts.filter(({ result }) => result === 'accepted');
  if (accepted.length !== talked(seen).length) complaints.push(`the log has ${accepted.length} accepted attempts`);
  const open = log.attempts.filter(({ result }) => result === 'ringing');
  if (expected === 'missed' && open.length > 0) complaints.push(`${open.length} attempts never ended`);
  const rang = log.attempts.filter(({ startedAt }) => startedAt !== null).length;
  const rung = new Set(seen.legs.map((leg) => leg.number)).size;
  if (rang !== rung) complaints.push(`the log has ${rang} attempts that rang, and ${rung} people were rung`);
  if (leftMessage(seen) && log.voicemail === null) complaints.push('the message is not in the log');
  return complaints;
}

function story(seen: SeenCall, log: Call | string): string {
  const lines = seen.story.map(({ at, text }) => `    ${String(at).slice(11, 23)} ${text}`);
  const steps = typeof log === 'string' ? [] : log.steps.map(({ at, text }) => `    ${at.slice(11, 23)} log: ${text}`);
  const requests = seen.requests
    .map((request) => request as unknown as Record<string, unknown>)
    .map(({ at, kind, status, ms, error, url }) => {
      const path = String(url).replace(/^.*\/voice\/\w+\/\w+/, '');
      return `    ${String(at).slice(11, 23)} ${kind} ${path} → ${status ?? error} in ${ms} ms`;
    });
  return [...lines, ...steps, ...requests].join('\n');
}
