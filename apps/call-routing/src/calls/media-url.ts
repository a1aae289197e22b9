/** Where Ringdown serves a recording or voicemail; who asks signs in there, never at the provider. */
export const mediaUrl = (publicUrl: string, callId: string, kind: 'recording' | 'voicemail'): string =>
  `${publicUrl}/api/v1/calls/${callId}/${kind}`;
