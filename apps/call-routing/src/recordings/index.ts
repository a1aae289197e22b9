export { RecordingRemovalEntity, RecordingRemovalRepository } from './recording-removal.repository.js';
export { RecordingsService } from './recordings.service.js';
