/** `Fri, 20 Nov 2026 10:00:05 +0000`, the manner of Twilio's timestamps. */
export function rfc2822(date: Date): string {
  return date.toUTCString().replace(/GMT$/, '+0000');
}
