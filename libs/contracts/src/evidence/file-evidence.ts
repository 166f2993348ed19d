/** A file as evidence on a record: kept elsewhere, named by its id and by what it held when it was attached. */
export interface FileEvidence {
  readonly fileId: string;
  /** SHA-256 of the clear content without metadata, lower-case hex. */
  readonly sha256: string;
}

const fileId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
const sha256 = /^[0-9a-f]{64}$/;

/** Whether a piece of evidence has the form of one. Says nothing about existence. */
export const isFileEvidence = (file: FileEvidence): boolean => fileId.test(file.fileId) && sha256.test(file.sha256);
