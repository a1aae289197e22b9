import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

/** Prints what happens in the call as it happens, with the seconds since its start; answers when the call is over. */
export async function tellStory(carrierUrl, callSid, write = console.log) {
  const response = await fetch(`${carrierUrl}/sim/calls/${callSid}/story`);
  if (!response.ok) throw new Error(`The carrier does not tell the story of ${callSid}: ${response.status}`);
  let start = null;
  for await (const line of createInterface({ input: Readable.fromWeb(response.body) })) {
    const { at, text } = JSON.parse(line);
    start ??= Date.parse(at);
    write(`${((Date.parse(at) - start) / 1000).toFixed(1).padStart(7)} s  ${text}`);
  }
}
