export { type FileType, fileTypes } from './clean/file.types.js';
export { type FilePurpose, filePurposes } from './file.purposes.js';
export { FILE_READ_POLICY, type FileReadPolicy } from './file.read-policy.js';
export type { FileRow, FileState } from './file.row.js';
export type { FileLink } from './file.links.js';
export { type Attachment, FileService, type UploadLink, type UploadWish } from './file.service.js';
export { checkFilesEnv, type FilesConfig, filesEnv } from './files.env.js';
export { filesMigrations } from './files.migrations.js';
export { FilesModule, type FilesOptions } from './files.module.js';
