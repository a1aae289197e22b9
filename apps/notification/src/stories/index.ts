export {
  aboutOf,
  type CallEvent,
  type CompletedCall,
  type IncidentEvent,
  isCallEvent,
  isShiftEvent,
  notifiableEvent,
  type NotifiableEvent,
  type ShiftEvent,
} from './notifiable-event.js';
export { type CallStory, evolveStory, happenedWords, type IncidentStory, quoteOf, story, type Story } from './story.js';
export { StoryRepository } from './story.repository.js';
