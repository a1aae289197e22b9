/**
 * The attributes of each element, as listed by the types of Twilio's own document builder (`twilio` 6.2,
 * lib/twiml/VoiceResponse.d.ts), and the few of Twilio's reference pages that are missing there.
 */
export const attributeLists = {
  Say: words('language loop voice'),
  Play: words('digits loop'),
  Pause: words('length'),
  Gather: words(`
    action actionOnEmptyResult bargeIn debug enhanced finishOnKey hints input language maxSpeechTime
    method numDigits partialResultCallback partialResultCallbackMethod profanityFilter speechModel
    speechTimeout timeout
  `),
  Dial: words(`
    action answerOnBridge callReason callerId events hangupOnStar method passports record
    recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent
    recordingStatusCallbackMethod recordingTrack referMethod referUrl ringTone sequential timeLimit
    timeout trim
  `),
  Number: words(`
    amdStatusCallback amdStatusCallbackMethod byoc machineDetection machineDetectionSilenceTimeout
    machineDetectionSpeechEndThreshold machineDetectionSpeechThreshold machineDetectionTimeout method
    sendDigits statusCallback statusCallbackEvent statusCallbackMethod url
  `),
  Record: words(`
    action finishOnKey maxLength method playBeep recordingConfigurationId recordingStatusCallback
    recordingStatusCallbackEvent recordingStatusCallbackMethod timeout transcribe transcribeCallback
    trim
  `),
  Redirect: words('method'),
  Reject: words('reason'),
  Start: words('action method'),
  Recording: words(`
    channels name recordingConfigurationId recordingStatusCallback recordingStatusCallbackEvent
    recordingStatusCallbackMethod track trim
  `),
  speechMark: words('alias alphabet format interpret-as level ph pitch rate role strength time volume xml:lang'),
} as const;

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
