import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../config/index.js';
import { checkFilesEnv, filesEnv } from './files.env.js';

const schema = filesEnv.superRefine(checkFilesEnv);
const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  return [];
};

describe('the environment of files', () => {
  it('needs a folder, or an S3 store with bucket and credentials', () => {
    expect(problemsOf({})).toEqual(['FILES_FOLDER: missing']);
    expect(problemsOf({ FILES_STORE: 's3', FILES_S3_BUCKET: 'files' })).toEqual(['FILES_S3_ENDPOINT: missing', 'FILES_S3_CREDENTIALS_FILE: missing']);
    expect(problemsOf({ FILES_STORE: 's3', FILES_S3_BUCKET: 'files', FILES_S3_ENDPOINT: 'https://s3.example.com', FILES_S3_CREDENTIALS_FILE: 's3.key' })).toEqual([]);
  });

  it('has times that suit most and takes no wrong ones', () => {
    const config = loadConfig(schema, { FILES_FOLDER: 'files', FILES_PUBLIC_URL: 'https://a.example.com/' });
    expect(config).toMatchObject({ FILES_STORE: 'folder', FILES_UPLOAD_LINK_MINUTES: 15, FILES_DOWNLOAD_LINK_SECONDS: 120, FILES_ORPHAN_HOURS: 24, FILES_PUBLIC_URL: 'https://a.example.com' });
    const wrong = { FILES_FOLDER: 'files', FILES_STORE: 'ftp', FILES_ORPHAN_HOURS: '0', FILES_PUBLIC_URL: 'javascript:x', FILES_S3_PREFIX: '../x', FILES_S3_ENDPOINT: 'file:///etc' };
    expect(problemsOf(wrong).map((problem) => problem.split(':')[0])).toEqual(['FILES_STORE', 'FILES_S3_ENDPOINT', 'FILES_S3_PREFIX', 'FILES_PUBLIC_URL', 'FILES_ORPHAN_HOURS']);
  });
});
