export { acceptUploads } from './accept-uploads.js';
export { type UploadedFile, uploadedFile } from './uploaded-file.js';
