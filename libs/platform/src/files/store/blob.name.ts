/** Name of a content: `<tenant>/<file id>.<attempt>`, made of ids alone. */
export type BlobName = string & { readonly __blob: never };

const pattern = /^(?<tenant>[a-z][a-z0-9-]{0,31})\/(?<file>fil_[0-9A-HJKMNP-TV-Z]{26})\.(?<attempt>[0-9A-HJKMNP-TV-Z]{26})$/u;

export interface BlobParts {
  readonly tenantId: string;
  readonly fileId: string;
  readonly attempt: string;
}

/** Throws for anything but ids: no name leads out of the store. */
export const blobName = ({ tenantId, fileId, attempt }: BlobParts): BlobName => {
  const name = `${tenantId}/${fileId}.${attempt}`;
  if (!isBlobName(name)) throw new Error('not a name of a content');
  return name;
};

export const isBlobName = (name: string): name is BlobName => pattern.test(name);

export const blobParts = (name: BlobName): BlobParts => {
  const { tenant = '', file = '', attempt = '' } = pattern.exec(name)?.groups ?? {};
  return { tenantId: tenant, fileId: file, attempt };
};
