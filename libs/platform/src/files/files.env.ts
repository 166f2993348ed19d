import { z } from 'zod';

/** Injection token of {@link FileSettings}. */
export const FILE_SETTINGS = Symbol('mendline.file-settings');

/** Times and counts of a service's files. */
export interface FileSettings {
  readonly uploadLinkMinutes: number;
  readonly downloadLinkSeconds: number;
  /** What was not attached by then is an orphan. */
  readonly orphanHours: number;
  readonly maxOpenPerTicket: number;
  readonly uploadsAtOnce: number;
  /** An upload that lasts longer is broken off. */
  readonly uploadPatienceMs: number;
}

const count = (least: number, most: number, preset: number) => z.coerce.number().int().min(least).max(most).default(preset);

/** Environment of a service that keeps files: `platformEnv.extend(filesEnv.shape).superRefine(checkFilesEnv)`. */
export const filesEnv = z.object({
  /** `folder` for one machine or a shared file system, `s3` for a compatible store. */
  FILES_STORE: z.enum(['folder', 's3']).default('folder'),
  FILES_FOLDER: z.string().min(1).optional(),
  FILES_S3_ENDPOINT: z.url({ protocol: /^https?$/u }).optional(),
  FILES_S3_REGION: z.string().min(1).default('us-east-1'),
  FILES_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, 'must be a bucket name')
    .optional(),
  FILES_S3_PREFIX: z
    .string()
    .regex(/^(?:[A-Za-z0-9_-]+\/)*$/u, 'must be folders that end in a slash')
    .default(''),
  FILES_S3_ADDRESSING: z.enum(['path', 'host']).default('path'),
  /** One line `<access key id>:<secret access key>`, with `:<session token>` for temporary ones. */
  FILES_S3_CREDENTIALS_FILE: z.string().min(1).optional(),
  /** Where clients reach the service's `/files`. */
  FILES_PUBLIC_URL: z
    .url({ protocol: /^https?$/u })
    .transform((url) => url.replace(/\/+$/u, ''))
    .optional(),
  FILES_UPLOAD_LINK_MINUTES: count(1, 60, 15),
  FILES_DOWNLOAD_LINK_SECONDS: count(10, 3_600, 120),
  FILES_ORPHAN_HOURS: count(1, 720, 24),
  FILES_UPLOADS_AT_ONCE: count(1, 1_000, 16),
});

export type FilesConfig = z.infer<typeof filesEnv>;

const needed = { folder: ['FILES_FOLDER'], s3: ['FILES_S3_ENDPOINT', 'FILES_S3_BUCKET', 'FILES_S3_CREDENTIALS_FILE'] } as const;

/** What a store cannot do without, as zod's refinement: `ctx.addIssue` for each variable that is missing. */
export const checkFilesEnv = (env: FilesConfig, context: z.RefinementCtx): void => {
  for (const name of needed[env.FILES_STORE]) {
    if (env[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'missing' });
  }
};

export const fileSettings = (config: FilesConfig): FileSettings => ({
  uploadLinkMinutes: config.FILES_UPLOAD_LINK_MINUTES,
  downloadLinkSeconds: config.FILES_DOWNLOAD_LINK_SECONDS,
  orphanHours: config.FILES_ORPHAN_HOURS,
  maxOpenPerTicket: 100,
  uploadsAtOnce: config.FILES_UPLOADS_AT_ONCE,
  uploadPatienceMs: 300_000,
});
