// Lifelike pauses, so that the story can be followed as it happens.
const pauses = { answerAfterMs: 2_000, pressAfterMs: 1_500 };

/**
 * Who stands behind the line's roles now, and what the carrier is told about them.
 * @returns {Promise<{ people: Record<string, object>, cast: string[] }>} `people` by phone number; `cast`: a sentence a role
 */
export async function peopleOfRoles(api, line, { roles, talkSeconds }) {
  const targets = { primary: line.primary, fallback1: line.fallbacks[0], fallback2: line.fallbacks[1] };
  const people = {};
  const cast = [];
  for (const [role, behaviour] of Object.entries(roles)) {
    if (!targets[role]) throw new Error(`The line "${line.name}" has no ${role}.`);
    const { user, through } = await whoIs(api, targets[role]);
    const phone = user?.phone;
    // Somebody in two roles is rung once, in the first.
    if (phone && !people[phone]) people[phone] = { behaviour, ...pauses, talkSeconds };
    cast.push(
      `${role}: ${user ? `${user.name}${through}, ${phone ?? 'no phone number'}: ${behaviour}` : `nobody${through}`}`,
    );
  }
  return { people, cast };
}

async function whoIs(api, { type, id }) {
  if (type === 'user') return { user: await api.get(`/users/${id}`), through: '' };
  const [schedule, onCall] = await Promise.all([api.get(`/schedules/${id}`), api.get(`/schedules/${id}/on-call`)]);
  const user = onCall.user && (await api.get(`/users/${onCall.user.id}`));
  return { user, through: ` (on call for ${schedule.name})` };
}
