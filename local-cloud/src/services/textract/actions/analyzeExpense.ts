import type { AnalyzeExpenseRequest, AnalyzeExpenseResponse } from '@aws-sdk/client-textract';
import type { Cloud, Operation, Principal } from '../../../core/service.ts';
import { UnreadableDocument } from '../../../document-reader/index.ts';
import type { Analyst } from '../analysis.ts';
import { documentTooLarge, invalidParameter, unreadable, unsupportedDocument } from '../errors.ts';
import { unpacked } from '../expense/packed.ts';
import { SYNCHRONOUS } from '../limits.ts';
import { s3Object } from '../members.ts';
import { bodyOf, sizeOf, withFile } from '../source.ts';

/**
 * Finds what a document of one page says of an expense, while the caller waits.
 * Errors: InvalidParameterException, InvalidS3ObjectException, UnsupportedDocumentException,
 * BadDocumentException, DocumentTooLargeException.
 *
 * https://docs.aws.amazon.com/textract/latest/dg/API_AnalyzeExpense.html
 */
export function analyzeExpense(
  cloud: Cloud,
  analyst: Analyst,
): Operation<AnalyzeExpenseRequest, AnalyzeExpenseResponse> {
  return {
    members: {
      Document: { required: true, members: { Bytes: {}, S3Object: s3Object } },
    },
    permissions: () => [{ action: 'textract:AnalyzeExpense', resource: '*' }],
    async handle({ Document }, { principal }) {
      analyst.check();
      const document = await documentOf(cloud, principal, Document!);
      const { documents, pages } = await withFile(document, SYNCHRONOUS.bytes, (file) =>
        analyst.analyse(file, SYNCHRONOUS),
      ).catch((error: unknown) => {
        throw error instanceof UnreadableDocument ? unreadable(error.problem, error) : error;
      });
      return {
        DocumentMetadata: { Pages: pages },
        ExpenseDocuments: documents.map((one, at) => unpacked(one, at + 1)),
      };
    },
  };
}

type Document = NonNullable<AnalyzeExpenseRequest['Document']>;

async function documentOf(cloud: Cloud, principal: Principal, { Bytes, S3Object }: Document) {
  if ((Bytes === undefined) === (S3Object === undefined)) throw invalidParameter();
  const size = Bytes?.length ?? (await sizeOf(cloud, principal, S3Object));
  if (size > SYNCHRONOUS.bytes) throw documentTooLarge();
  if (size === 0) throw unsupportedDocument();
  return Bytes ?? bodyOf(cloud, principal, S3Object);
}
