import type {
  ExpenseDocument,
  GetExpenseAnalysisRequest,
  GetExpenseAnalysisResponse,
} from '@aws-sdk/client-textract';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { invalidParameter } from '../errors.ts';
import { unpacked } from '../expense/packed.ts';
import type { Job, Jobs } from '../jobs.ts';

/** Documents, that is pages, in one answer. */
const MOST_RESULTS = 20;

/**
 * Tells how far a job is, and when it has ended what it found: one document for each page.
 * Errors: InvalidJobIdException, InvalidParameterException.
 *
 * https://docs.aws.amazon.com/textract/latest/dg/API_GetExpenseAnalysis.html
 */
export function getExpenseAnalysis(
  jobs: Jobs,
): Operation<GetExpenseAnalysisRequest, GetExpenseAnalysisResponse> {
  return {
    members: {
      JobId: { required: true, length: [1, 64], pattern: '^[a-zA-Z0-9-_]+$' },
      MaxResults: { range: [1] },
      NextToken: { length: [1, 255], pattern: '.*\\S.*' },
    },
    permissions: () => [{ action: 'textract:GetExpenseAnalysis', resource: '*' }],
    handle({ JobId, MaxResults, NextToken }) {
      const job = jobs.get(JobId);
      const { status: JobStatus, statusMessage: StatusMessage } = job;
      if (JobStatus === 'IN_PROGRESS') return { JobStatus };
      if (JobStatus === 'FAILED') return { JobStatus, StatusMessage };
      return found(job, Math.min(MaxResults ?? MOST_RESULTS, MOST_RESULTS), NextToken);
    },
  };
}

/** Others have their turn between the documents: each may be large. */
async function found(
  job: Job,
  most: number,
  token: string | undefined,
): Promise<GetExpenseAnalysisResponse> {
  const from = token === undefined ? 0 : placeOf(job, token);
  const to = from + most;
  const ExpenseDocuments: ExpenseDocument[] = [];
  for (const packed of job.documents.slice(from, to)) {
    ExpenseDocuments.push(unpacked(packed, from + ExpenseDocuments.length + 1));
    await nextTurn();
  }
  const Warnings = [{ ErrorCode: 'PAGE_NOT_READ', Pages: [...job.unread] }];
  return {
    DocumentMetadata: { Pages: job.pages },
    JobStatus: job.status,
    ...(job.unread.length > 0 && { Warnings }),
    ExpenseDocuments,
    ...(to < job.documents.length && { NextToken: tokenOf(job, to) }),
    AnalyzeExpenseModelVersion: '1.0',
  };
}

/** Tokens are of one job: those of another are refused. */
function tokenOf({ id }: Job, place: number): string {
  return Buffer.from(`${id}:${place}`).toString('base64url');
}

function placeOf(job: Job, token: string): number {
  const place = Number(Buffer.from(token, 'base64url').toString().split(':')[1]);
  if (!Number.isInteger(place) || tokenOf(job, place) !== token) throw invalidParameter();
  return place;
}
