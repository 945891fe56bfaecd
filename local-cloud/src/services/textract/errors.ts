import { AwsError, notSupported } from '../../core/errors.ts';
import type { Problem } from '../../document-reader/index.ts';

export function invalidParameter(): AwsError {
  return new AwsError('InvalidParameterException', 'Request has invalid parameters');
}

export function invalidS3Object(cause?: unknown): AwsError {
  return new AwsError(
    'InvalidS3ObjectException',
    'Unable to get object metadata from S3. Check object key, region and/or access permissions.',
    { cause },
  );
}

export function invalidJobId(): AwsError {
  return new AwsError('InvalidJobIdException', 'Request has invalid Job Id');
}

export function tokenMismatch(): AwsError {
  return new AwsError(
    'IdempotentParameterMismatchException',
    'A ClientRequestToken input parameter was reused with an operation, but at least one of the ' +
      'other input parameters is different from the previous call to the operation.',
  );
}

export function documentTooLarge(): AwsError {
  return new AwsError('DocumentTooLargeException', 'The document is larger than its limit');
}

export function badDocument(cause?: unknown): AwsError {
  return new AwsError('BadDocumentException', 'Textract is not able to read the document', {
    cause,
  });
}

export function unsupportedDocument(cause?: unknown): AwsError {
  return new AwsError('UnsupportedDocumentException', 'Request has unsupported document format', {
    cause,
  });
}

/** What a synchronous operation answers for a document that cannot be read. */
export function unreadable(problem: Problem, cause: unknown): AwsError {
  if (problem === 'tiff') return notSupported('Textract', 'documents in TIFF');
  if (problem === 'too-large') return documentTooLarge();
  // PDFs of several pages, or with a password, count as another format.
  const formats: readonly Problem[] = ['unsupported', 'encrypted', 'too-many-pages'];
  return formats.includes(problem) ? unsupportedDocument(cause) : badDocument(cause);
}

/** Why a job failed. Textract documents that there is a text, not which. */
export function statusMessage(problem: Problem): string {
  return STATUS_MESSAGES[problem];
}

const STATUS_MESSAGES: Readonly<Record<Problem, string>> = {
  unsupported: 'UNSUPPORTED_DOCUMENT_FORMAT',
  tiff: 'TIFF_NOT_SUPPORTED_BY_LOCAL_CLOUD',
  encrypted: 'DOCUMENT_IS_PASSWORD_PROTECTED',
  corrupt: 'BAD_DOCUMENT',
  'too-many-pages': 'DOCUMENT_HAS_TOO_MANY_PAGES',
  'too-large': 'DOCUMENT_TOO_LARGE',
  'too-slow': 'DOCUMENT_TOOK_TOO_LONG',
};

/** The packages that read documents are optional; without them there is nothing to be done. */
export function packagesMissing(names: readonly string[]): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    'To read documents, the local cloud needs packages that are not installed. ' +
      `Install them in your project: npm install --save-dev ${names.join(' ')}`,
    { status: 501 },
  );
}
