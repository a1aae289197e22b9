export { WatermarkEntity, watermarks } from './watermark.js';
