import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the REST API answers for a call: as the provider does for one that lives or is over, with a failure, or never. */
export type Answer = 'live' | 'over' | 429 | 500 | 404 | 'never';

const twilioCall = /^\/2010-04-01\/Accounts\/\w+\/Calls\/(\w+)\.json$/;
const plivoCall = /^\/v1\/Account\/\w+\/Call\/([\w-]+)\/(\?status=live)?$/;
const seconds = 61;

/** The REST APIs of Twilio and Plivo in one server, as far as they tell how a call stands. */
export async function aProviderApi() {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const [, twilioId] = twilioCall.exec(url) ?? [];
    const [, plivoId, live] = plivoCall.exec(url) ?? [];
    const callId = twilioId ?? plivoId ?? '';
    const answer = answers.get(callId) ?? 404;
    // Plivo is asked twice about a call that is over
    if (!(plivoId && answer === 'over' && !live)) asked.push(callId);
    if (answer === 'never') return;
    if (typeof answer === 'number')
      return send(response, answer, { code: 20000, message: 'as it is', error: 'as it is' });
    if (twilioId) {
      const over = { status: 'completed', duration: String(seconds) };
      return send(response, 200, {
        sid: twilioId,
        ...(answer === 'live' ? { status: 'in-progress', duration: null } : over),
      });
    }
    if (live) return send(response, answer === 'live' ? 200 : 404, { call_uuid: plivoId, call_status: 'in-progress' });
    send(response, 200, {
      call_uuid: plivoId,
      end_time: '2026-01-05 03:01:01+00:00',
      call_duration: seconds,
      call_state: 'ANSWER',
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    /** The calls that were asked about, by their ids at the provider. */
    asked,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const send = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
