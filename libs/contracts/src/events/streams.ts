/** Every JetStream stream, the subjects it captures and the service whose outbox feeds it. A subject is in exactly one stream. */
export const streams = [
  { name: 'INGEST', subjects: ['ingest.>'], owner: 'ingest' },
  { name: 'CALL', subjects: ['call.>'], owner: 'call-routing' },
  { name: 'INCIDENT', subjects: ['incident.>'], owner: 'incident' },
  { name: 'NOTIFICATION', subjects: ['notification.>'], owner: 'notification' },
] as const;

export type StreamName = (typeof streams)[number]['name'];

export const streamOf = (subject: string): StreamName => {
  const stream = streams.find(({ subjects }) => subjects.some((s) => subject.startsWith(s.slice(0, -1))));
  if (!stream) throw new Error(`no stream captures ${subject}`);
  return stream.name;
};
