export { calendarUrl, isOpenCalendar } from './calendar-token.js';
