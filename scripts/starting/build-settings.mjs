import { randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import { addressOf, carrier, services } from './services.mjs';

const [control, ingest, callRouting, notification] = services;
const remembered = ['SECRET_KEY', 'RINGDOWN_ADMIN_EMAIL', 'RINGDOWN_ADMIN_PASSWORD', 'RINGDOWN_API_KEY'];

/** The secrets of this installation: what the environment gives, else what was kept, else made now. Keep what this answers. */
export function keptSecrets(given, kept) {
  const made = {
    SECRET_KEY: randomBytes(32).toString('hex'),
    RINGDOWN_ADMIN_EMAIL: 'admin@ringdown.example',
    RINGDOWN_ADMIN_PASSWORD: randomBytes(9).toString('base64url'),
    RINGDOWN_API_KEY: `rd_${randomBytes(20).toString('hex')}`,
  };
  return Object.fromEntries(remembered.map((name) => [name, given[name] || kept[name] || made[name]]));
}

/**
 * Every setting of the services but those of the servers and of one service alone. What the environment gives wins.
 * VOICE_URL, INGEST_URL and NOTIFICATION_URL stay unset behind a public URL of the user's own: there the reverse proxy routes them.
 */
export function buildSettings(given, secrets, firstPort) {
  const publicUrl = given.PUBLIC_URL || addressOf(control, firstPort);
  const simulated = addressOf(carrier, firstPort);
  const entryPoints = isLoopback(publicUrl)
    ? {
        VOICE_URL: addressOf(callRouting, firstPort),
        INGEST_URL: addressOf(ingest, firstPort),
        NOTIFICATION_URL: addressOf(notification, firstPort),
      }
    : {};
  const own = {
    ...entryPoints,
    PUBLIC_URL: publicUrl,
    TWILIO_API_URL: simulated,
    PLIVO_API_URL: simulated,
    SLACK_API_URL: simulated,
    OUTBOUND_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'info',
  };
  const chosen = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, given[name] || value]));
  // Some shells export HOST as the name of the machine; only an address is meant for us.
  return { ...given, ...chosen, ...secrets, HOST: isIP(given.HOST ?? '') ? given.HOST : '127.0.0.1' };
}

/** Whether the simulated carrier is ours to start: nobody named another one. */
export const needsCarrier = (given) => !given.TWILIO_API_URL;

function isLoopback(url) {
  try {
    return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  } catch {
    return false;
  }
}
