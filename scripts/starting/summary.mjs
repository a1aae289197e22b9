/** What somebody who has just started Ringdown wants to know. */
export async function summary({ api, settings, dataFolder, carrierUrl }) {
  const [lines, integrations] = await Promise.all([api.all('/lines'), api.all('/integrations')]);
  const rows = [
    ['Console', settings.PUBLIC_URL],
    ['  sign in', `${settings.RINGDOWN_ADMIN_EMAIL} / ${settings.RINGDOWN_ADMIN_PASSWORD}`],
    ['API', `${api.base} (described at ${settings.PUBLIC_URL}/api/docs)`],
    ['  key', `Authorization: Bearer ${settings.RINGDOWN_API_KEY}`],
    ['Data and logs', `${dataFolder} (logs/<service>.log; settings.json and servers.json hold the secrets)`],
    ...(carrierUrl ? [['Simulated carrier', carrierUrl]] : []),
    ...(carrierUrl && lines[0] ? [['Place a call', callCommand(lines[0])]] : []),
    ...(integrations[0] ? [['Send an alert', alertCommand(integrations[0])]] : []),
    ...(carrierUrl ? [['Read a phone', `npm run call -- --read "+14155550102"   (--help: escalations)`]] : []),
  ];
  const table = rows.map(([title, text]) => `  ${title.padEnd(18)} ${text}`).join('\n');
  return `\nRingdown is running.\n\n${table}\n\nCtrl-C stops everything that was started here; the data stays.`;
}

const callCommand = ({ name }) =>
  `npm run call -- --line "${name}" --from +14156040016 --primary no-answer --fallback1 accept`;

const alertCommand = ({ url }) =>
  `curl -X POST ${url} -H 'content-type: application/json' -d '{"title": "Disk full on db-1", "severity": "sev2"}'`;
