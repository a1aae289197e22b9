export { calendarUrl } from './calendar-token.js';
