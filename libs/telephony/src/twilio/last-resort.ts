import {
  inAttribute,
  lastRingLimitSeconds,
  type LastResort,
  lastResortDocument,
  lastResortWords,
} from '../port/last-resort.js';

const { ask, sorry } = lastResortWords;
const voice = `language="${lastResortWords.language}" voice="${lastResortWords.voice}"`;

export const twilioLastResort: LastResort = {
  ring: ({ number, callerId, seconds, method, urls }) =>
    lastResortDocument(
      `<Dial action="${inAttribute(urls.over)}" method="${method}" timeout="${seconds}" timeLimit="${lastRingLimitSeconds}" ` +
        `answerOnBridge="true" callerId="${inAttribute(callerId)}">` +
        `<Number url="${inAttribute(urls.screen)}" method="${method}">${inAttribute(number)}</Number></Dial>`,
    ),
  takeMessage: (overUrl, recordingUrl) =>
    lastResortDocument(
      `<Say ${voice}>${sorry}</Say><Record action="${inAttribute(overUrl)}" method="POST" maxLength="120" timeout="5" finishOnKey="#" ` +
        `playBeep="true" recordingStatusCallback="${inAttribute(recordingUrl)}" recordingStatusCallbackMethod="POST"/><Hangup/>`,
    ),
  ask: (keysUrl) =>
    lastResortDocument(
      `<Gather input="dtmf" numDigits="1" timeout="10" finishOnKey="" action="${inAttribute(keysUrl)}" method="POST">` +
        `<Say ${voice}>${ask}</Say></Gather><Hangup/>`,
    ),
  connect: lastResortDocument(''),
  refuse: lastResortDocument('<Hangup/>'),
  hangUp: lastResortDocument('<Hangup/>'),
};
