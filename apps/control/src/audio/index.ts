export { AudioContentEntity } from './audio-content.repository.js';
