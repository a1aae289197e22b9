/**
 * In which language and voice Ringdown speaks where nobody chose: BCP 47, and a name that Twilio and Plivo both know (REST
 * contract, "Messages"). The reverse proxy's documents say the same; tests/workspace/one-home.spec.ts compares them.
 */
export const defaultVoice = { language: 'en-US', voice: 'Polly.Joanna' } as const;
