const phonePath = (phone, what) => `/sim/phones/${encodeURIComponent(phone)}/${what}`;

/** What a phone's owner does from now on, or how texts to it fare. */
export async function setPhone(carrier, { phone, person, texts }, write = console.log) {
  if (person) await carrier.put(`/sim/people/${encodeURIComponent(phone)}`, person);
  if (texts) await carrier.put(phonePath(phone, 'texts'), texts);
  write(
    `${phone}: ${texts ? `texts are ${texts.outcome}` : what(person)} from now on, until npm start is started again.`,
  );
}

const what = ({ behaviour, keys }) => (keys ? `picks up and presses ${keys[0]}` : behaviour);

/**
 * A phone's owner writes: to the number that wrote to it last, else to the number of `line()`. Prints what was answered at once.
 */
export async function writeText({ carrier, line, phone, text, write = console.log }) {
  const { received } = await carrier.get(phonePath(phone, 'texts'));
  const to = received.findLast(({ automatic }) => !automatic)?.from ?? (await line()).number;
  const { status, fault, replies } = await carrier.post(phonePath(phone, 'texts'), { to, text });
  write(`${phone} writes to ${to}: ${text}`);
  if (fault) write(`  Ringdown's answer could not be used: ${fault.message}`);
  else if (status === null) write(`  The texts to ${to} go nowhere: set the number's webhooks (Lines, "Set it at …").`);
  for (const { body } of replies) write(`${to} answers: ${body}`);
}

/** Prints what a phone got and what its owner wrote: texts, and calls with what was said and pressed, in order. */
export async function tellPhone({ carrier, phone, write = console.log }) {
  const { received, underway, written } = await carrier.get(phonePath(phone, 'texts'));
  const { calls } = await carrier.get(phonePath(phone, 'calls'));
  const lines = [
    ...received.map((text) => ({ at: text.arrivedAt, text: `text from ${text.from}: ${text.body}` })),
    ...underway.map((text) => ({ at: text.at, text: `a text from ${text.from} ${notThere(text)}: ${text.body}` })),
    ...written.map((text) => ({ at: text.at, text: `wrote to ${text.to}: ${text.body}` })),
    ...calls.map((call) => ({ at: call.at, text: callLine(call) })),
  ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  write(lines.length === 0 ? `${phone} got no text and no call.` : phone);
  for (const { at, text } of lines) write(`  ${at.slice(11, 19)}  ${text}`);
}

function notThere({ states }) {
  const { state, code } = states.at(-1) ?? { state: 'queued', code: null };
  return state === 'undelivered' || state === 'failed' ? `did not arrive (${state}, ${code})` : 'has not arrived';
}

function callLine({ from, status, settled, answered, heard, pressed }) {
  if (!settled) return `call from ${from}: it goes on`;
  const said = heard.map((part) => `"${part}"`).join(' ');
  const keys = pressed.length > 0 ? `, pressed ${pressed.join(' ')}` : ', pressed nothing';
  return `call from ${from}: ${status}${answered ? `, heard ${said || 'nothing'}${keys}` : ''}`;
}
