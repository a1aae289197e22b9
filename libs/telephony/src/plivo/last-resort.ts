import {
  inAttribute,
  lastRingLimitSeconds,
  type LastResort,
  lastResortDocument,
  lastResortWords,
} from '../port/last-resort.js';
import { bare } from './plivo-xml.js';

const { ask, sorry } = lastResortWords;
const voice = `language="${lastResortWords.language}" voice="${lastResortWords.voice}"`;
/** The sentence, and 10 s of silence. */
const screeningSeconds = 16;

/** Plivo takes the accepting key itself (`confirmKey`): on a responder's leg there is only something to be said. */
export const plivoLastResort: LastResort = {
  ring: ({ number, callerId, seconds, method, urls }) =>
    lastResortDocument(
      `<Dial action="${inAttribute(urls.over)}" method="${method}" redirect="true" timeout="${seconds}" ` +
        `timeLimit="${lastRingLimitSeconds}" callerId="${bare(callerId)}" dialMusic="real" ` +
        (urls.leg ? `callbackUrl="${inAttribute(urls.leg)}" callbackMethod="POST" ` : '') +
        `confirmSound="${inAttribute(urls.screen)}" confirmKey="1" confirmTimeout="${screeningSeconds}">` +
        `<Number>${bare(number)}</Number></Dial>`,
    ),
  takeMessage: (overUrl, recordingUrl) =>
    lastResortDocument(
      `<Speak ${voice}>${sorry}</Speak><Record action="${inAttribute(overUrl)}" method="POST" redirect="true" maxLength="120" timeout="5" ` +
        `finishOnKey="#" playBeep="true" fileFormat="mp3" callbackUrl="${inAttribute(recordingUrl)}" callbackMethod="POST"/><Hangup/>`,
    ),
  ask: () => lastResortDocument(`<Speak ${voice}>${ask}</Speak><Wait length="10"/>`),
  connect: lastResortDocument('<Wait length="1"/>'),
  refuse: lastResortDocument('<Wait length="1"/>'),
  hangUp: lastResortDocument('<Hangup/>'),
};
