/** Every JetStream stream and the subjects it captures. A subject is in exactly one stream. */
export const streams = [
  { name: 'INGEST', subjects: ['ingest.>'] },
  { name: 'CALL', subjects: ['call.>'] },
  { name: 'INCIDENT', subjects: ['incident.>'] },
  { name: 'NOTIFICATION', subjects: ['notification.>'] },
] as const;

export type StreamName = (typeof streams)[number]['name'];

export const streamOf = (subject: string): StreamName => {
  const stream = streams.find(({ subjects }) => subjects.some((s) => subject.startsWith(s.slice(0, -1))));
  if (!stream) throw new Error(`no stream captures ${subject}`);
  return stream.name;
};
