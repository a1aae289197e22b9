import type { FastifyInstance } from 'fastify';
import type { Call } from '../calls/call.js';
import { parseBody, RequestError, waitMsOf } from '../http/request.js';
import type { Simulator } from '../simulator.js';
import { personTextSchema, textRuleSchema } from '../texts/text-rule.js';

interface PhoneRoute {
  Params: { number: string };
  Querystring: { count?: string; waitMs?: string };
}

/** What a person's phone gets: the texts to it and from it, and the calls that were placed to it. */
export function phoneRoutes(api: FastifyInstance, simulator: Simulator): void {
  const { texts } = simulator;
  api.put<PhoneRoute>('/sim/phones/:number/texts', (request) => {
    const { number } = request.params;
    const rule = parseBody(request, textRuleSchema);
    texts.rules.set(number, rule);
    return { number, ...rule };
  });
  api.get<PhoneRoute>('/sim/phones/:number/texts', async ({ params: { number }, query }) => {
    const received = () => texts.of(number).sent.filter(({ arrivedAt }) => arrivedAt !== null);
    await texts.changes.waitFor(() => received().length >= countOf(query), waitMsOf(query));
    const { sent, written } = texts.of(number);
    return { received: received(), underway: sent.filter(({ arrivedAt }) => arrivedAt === null), written };
  });
  api.post<PhoneRoute>('/sim/phones/:number/texts', async (request, reply) => {
    const order = parseBody(request, personTextSchema);
    const destination = simulator.textDestination(order.to);
    if (!destination)
      throw new RequestError(404, `nobody rents ${order.to}; POST /sim/accounts and /sim/numbers first`);
    const { text, replies } = await texts.write(request.params.number, order, destination);
    return reply.code(201).send({ ...text, replies });
  });
  api.get<PhoneRoute>('/sim/phones/:number/calls', async ({ params: { number }, query }) => {
    const placed = (): Call[] => callsTo(simulator, number);
    await simulator.callsPlaced.waitFor(() => placed().filter(isOver).length >= countOf(query), waitMsOf(query));
    return { calls: placed().map(callView) };
  });
}

const countOf = ({ count }: PhoneRoute['Querystring']): number => Number(count ?? 1) || 0;
const isOver = ({ record }: Call): boolean => record.settled;

const callsTo = ({ calls }: Simulator, number: string): Call[] =>
  [...calls.values()].filter(({ direction, record }) => direction === 'outgoing' && record.order.to === number);

/** A call to a person: what was said to them, and which keys they pressed. */
function callView({ record, status, accountSid, answered, said: heard }: Call): object {
  const { callSid, order, settled, startedAtMs, story, faults } = record;
  const pressed = story.flatMap(({ kind, key }) => (kind === 'presses' && typeof key === 'string' ? [key] : []));
  const at = new Date(startedAtMs).toISOString();
  const { from, to } = order;
  return { callSid, at, accountSid, from, to, status, settled, answered, heard, pressed, faults };
}
