import {
  call,
  callChange,
  callsQuery,
  incident,
  linkedIncident,
  newCallIncident,
  page,
  pageQuery,
  preview,
  previewQuery,
  saveCaller,
  shownConfiguration,
  trial,
} from '@ringdown/contracts';
import { exportQuery } from '../calls/index.js';
import { newTestMode } from '../lines/index.js';
import type { Operations } from './operation.js';

export const lineOperations: Operations = {
  'GET /lines/:id/preview': {
    summary: 'The dry run: who would be rung at an instant, and what would be said',
    status: 200,
    query: previewQuery,
    answer: preview,
  },
  'POST /lines/:id/test-mode': {
    summary: 'For five minutes every ring goes to one person: oneself, or whom an admin names',
    status: 201,
    body: newTestMode,
    answer: shownConfiguration.line.shape.testMode.unwrap(),
  },
  'DELETE /lines/:id/test-mode': { summary: 'End the test mode of a line', status: 204 },
  'POST /lines/:id/provision': {
    summary: "Set the webhook at the line's number through its provider",
    status: 200,
    answer: trial,
  },
};

export const audioOperations: Operations = {
  'GET /audio': {
    summary: 'List audio files, by name',
    status: 200,
    query: pageQuery,
    answer: page(shownConfiguration.audio),
  },
  'POST /audio': {
    summary: 'Upload an audio file: MP3, WAV or Ogg, at most 5 MiB',
    status: 201,
    upload: true,
    answer: shownConfiguration.audio,
  },
  'GET /audio/:id': { summary: 'Read an audio file, not its content', status: 200, answer: shownConfiguration.audio },
  'GET /audio/:id/content': {
    summary: 'The content of an audio file, with range requests',
    status: 200,
    answerType: 'audio/*',
  },
  'DELETE /audio/:id': { summary: 'Delete an audio file that no line plays', status: 204 },
};

export const callOperations: Operations = {
  'GET /calls': { summary: 'The call log, newest first', status: 200, query: callsQuery, answer: page(call) },
  'GET /calls/:id': { summary: 'Read a call', status: 200, answer: call },
  'GET /calls/:id/recording': {
    summary: 'The audio of the conversation, with range requests',
    status: 200,
    answerType: 'audio/*',
  },
  'GET /calls/:id/voicemail': {
    summary: 'The audio of the voicemail, with range requests',
    status: 200,
    answerType: 'audio/*',
  },
  'PATCH /calls/:id': { summary: 'Archive a call, or note something', status: 200, body: callChange, answer: call },
  'DELETE /calls/:id': { summary: 'Delete a call and its recordings, at the provider too', status: 204 },
  'GET /calls/export.csv': {
    summary: 'The call log as a file, newest first',
    status: 200,
    query: exportQuery,
    answerType: 'text/csv',
  },
  'POST /calls/:id/incident': {
    summary: 'Open an incident for a call',
    status: 201,
    body: newCallIncident,
    answer: incident,
  },
  'PUT /calls/:id/incident': {
    summary: 'Link a call to an incident; it belongs to one at most',
    status: 200,
    body: linkedIncident,
    answer: incident,
  },
  'DELETE /calls/:id/incident': { summary: 'Take the link between a call and its incident away', status: 204 },
  'POST /calls/:id/contact': {
    summary: 'Save the caller as a contact',
    status: 201,
    body: saveCaller.pick({ name: true }),
    answer: shownConfiguration.contact,
  },
};
