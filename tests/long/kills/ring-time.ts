/** Our own ring time; the provider's is five seconds longer, and Twilio adds another five. */
export const ringSeconds = 5;
/** How long the provider itself lets a phone ring, at most. */
export const providerRingMs = { twilio: (ringSeconds + 10) * 1000, plivo: (ringSeconds + 5) * 1000 };
