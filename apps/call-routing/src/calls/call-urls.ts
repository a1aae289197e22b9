/** The addresses that one call hands out to its provider, below the line's own. All carry the call and the attempt. */
export const callUrls = (base: string, callId: string) => {
  const call = `${base}/calls/${callId}`;
  return {
    proceed: `${call}/proceed`,
    /** After the sentence before attempt `n`. A query: a process of the version before reads it as `proceed`. */
    ring: (n: number) => `${call}/proceed?ring=${n}`,
    message: `${call}/message`,
    transcript: `${call}/transcript`,
    recording: (kind: 'conversation' | 'voicemail') => `${call}/recordings/${kind}`,
    attempt: (n: number) => ({
      over: `${call}/attempts/${n}/dial`,
      screen: `${call}/attempts/${n}/screen`,
      keys: `${call}/attempts/${n}/keys`,
      leg: `${call}/attempts/${n}/leg`,
    }),
  };
};
