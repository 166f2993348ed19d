import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FilesConfig } from '../files.env.js';
import type { FileStore } from './file-store.port.js';
import { FolderFileStore } from './folder.file-store.js';
import { S3Client } from './s3.client.js';
import { S3FileStore } from './s3.file-store.js';
import type { S3Credentials } from './s3.signer.js';

/** The store that the environment names. Each service has a folder or prefix of its own: housekeeping clears away what its database does not know. */
export const createFileStore = (service: string, config: FilesConfig): FileStore => {
  if (config.FILES_STORE === 'folder') return new FolderFileStore(join(required(config, 'FILES_FOLDER'), service));
  const client = new S3Client({
    endpoint: required(config, 'FILES_S3_ENDPOINT'),
    region: config.FILES_S3_REGION,
    bucket: required(config, 'FILES_S3_BUCKET'),
    pathStyle: config.FILES_S3_ADDRESSING === 'path',
    credentials: parseCredentials(readFileSync(required(config, 'FILES_S3_CREDENTIALS_FILE'), 'utf8')),
  });
  return new S3FileStore(client, `${config.FILES_S3_PREFIX}${service}/`);
};

/** Throws an error that never shows the file's content. */
export const parseCredentials = (text: string): S3Credentials => {
  const match = /^(?<id>[^:\s]+):(?<secret>[^:\s]+)(?::(?<token>\S+))?$/u.exec(text.trim());
  const { id, secret, token } = match?.groups ?? {};
  if (id === undefined || secret === undefined) throw new Error('FILES_S3_CREDENTIALS_FILE: must hold one line <access key id>:<secret access key>');
  return { accessKeyId: id, secretAccessKey: secret, ...(token === undefined ? {} : { sessionToken: token }) };
};

const required = (config: FilesConfig, name: 'FILES_FOLDER' | 'FILES_S3_ENDPOINT' | 'FILES_S3_BUCKET' | 'FILES_S3_CREDENTIALS_FILE'): string => {
  const value = config[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
