import type { AttributeValues } from '../attribute-values.js';
import type { Callback } from '../call-recordings.js';

const recordingEvents = ['in-progress', 'completed', 'absent'];

/** Where, and about what, the document wants to hear of a recording. */
export function recordingCallback(values: AttributeValues): Callback | undefined {
  const url = values.url('recordingStatusCallback');
  if (!url) return undefined;
  const events = values.list('recordingStatusCallbackEvent', ['completed']);
  const method = values.method('recordingStatusCallbackMethod');
  return { url, method, events: events.filter((event) => recordingEvents.includes(event)) };
}
