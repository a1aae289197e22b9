import type { ExecutionContext } from '../../core/stage.js';
import { type Verb, verbOf } from '../verb.js';
import { recordingCallback, reportTo } from './recording-wishes.js';

/** Begins what goes on in the background until the call ends. */
export async function start(context: ExecutionContext, { element, documentUrl }: Verb): Promise<undefined> {
  for (const child of element.children) {
    const { values } = verbOf(context, child, documentUrl);
    context.call.recordings.begin({
      source: 'StartCallRecordingTwiML',
      channels: values.oneOf('channels', ['mono', 'dual'], 'mono') === 'dual' ? 2 : 1,
      track: values.oneOf('track', ['both', 'inbound', 'outbound'], 'both'),
      report: reportTo(recordingCallback(values)),
    });
  }
}
