import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { ExpenseDocument, GetExpenseAnalysisResponse } from '@aws-sdk/client-textract';
import { s3 } from '../kit/clients/s3.ts';

/** What Save Analysis has saved, as far as payments need it: one list for all parts. */
export interface SavedAnalysis {
  readonly documents: readonly ExpenseDocument[];
  /** False where Textract could not read all pages. */
  readonly isWhole: boolean;
}

/** Where words are on their page takes most of an answer, and says nothing of a payment. */
const UNUSED = new Set(['Geometry', 'Relationships', 'LineItemGroups']);

export async function readAnalysis(
  Bucket: string,
  { prefix, parts }: { readonly prefix: string; readonly parts: number },
): Promise<SavedAnalysis> {
  const documents: ExpenseDocument[] = [];
  let isWhole = true;
  for (let part = 1; part <= parts; part++) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${prefix}${part}.json` }));
    const answer = parsed(await Body!.transformToString());
    documents.push(...(answer.ExpenseDocuments ?? []));
    isWhole &&= answer.JobStatus === 'SUCCEEDED';
  }
  return { documents, isWhole };
}

function parsed(text: string): GetExpenseAnalysisResponse {
  return JSON.parse(text, (name, value) => (UNUSED.has(name) ? undefined : value));
}
