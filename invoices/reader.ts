import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ExpenseDocument,
  GetExpenseAnalysisCommandOutput,
  StartExpenseAnalysisCommandOutput,
} from '@aws-sdk/client-textract';
import { type Cloud, startCloud } from 'local-cloud';
import {
  type Findings,
  findingsIn,
  type Payment,
  paymentIn,
} from '../functions/invoice-processing/payment.ts';

/** What was read of an invoice, and what the workflow would do with it. */
export interface Read {
  readonly findings: Findings;
  readonly payment: Payment;
  /** Paid without a look, if the amount is below the limit. */
  readonly isApproved: boolean;
  /** What Textract has against the file. */
  readonly problem: string | undefined;
  readonly ms: number;
}

const DEFINITION = join(import.meta.dirname, '../statemachines/invoice-processing.asl.json');
const CHOICE = 'Approved for Payment?';
const BUCKET = 'invoices';

/** Reads files one by one, by the local cloud's Textract and the rules of the workflow. */
export class Reader {
  readonly #cloud: Cloud;
  readonly #choice: object;

  private constructor(cloud: Cloud, choice: object) {
    this.#cloud = cloud;
    this.#choice = choice;
  }

  static async start(): Promise<Reader> {
    const cloud = await startCloud({ template: { Resources: {} } });
    await cloud.call('S3', 'CreateBucket', { Bucket: BUCKET });
    const { States } = JSON.parse(readFileSync(DEFINITION, 'utf8'));
    return new Reader(cloud, States[CHOICE]);
  }

  async read(Key: string, Body: Uint8Array): Promise<Read> {
    const begun = performance.now();
    await this.#cloud.call('S3', 'PutObject', { Bucket: BUCKET, Key, Body });
    const { documents, problem } = await this.#analysis(Key);
    const payment = paymentIn(documents);
    const ms = performance.now() - begun;
    const isApproved = problem === undefined && (await this.#isApproved(payment));
    return { findings: findingsIn(documents), payment, isApproved, problem, ms };
  }

  close(): Promise<void> {
    return this.#cloud.close();
  }

  async #analysis(Name: string) {
    const documents: ExpenseDocument[] = [];
    try {
      const { JobId } = await this.#cloud.call<StartExpenseAnalysisCommandOutput>(
        'Textract',
        'StartExpenseAnalysis',
        { DocumentLocation: { S3Object: { Bucket: BUCKET, Name } } },
      );
      let NextToken: string | undefined;
      do {
        const answer = await this.#ended({ JobId, NextToken });
        documents.push(...(answer.ExpenseDocuments ?? []));
        if (answer.JobStatus !== 'SUCCEEDED')
          return { documents, problem: answer.StatusMessage ?? answer.JobStatus };
        NextToken = answer.NextToken;
      } while (NextToken !== undefined);
      return { documents, problem: undefined };
    } catch (error) {
      const { name, message } = error as Error;
      return { documents, problem: `${name}: ${message}` };
    }
  }

  async #ended(input: object): Promise<GetExpenseAnalysisCommandOutput> {
    for (;;) {
      await this.#cloud.clock.settle();
      const answer = await this.#cloud.call<GetExpenseAnalysisCommandOutput>(
        'Textract',
        'GetExpenseAnalysis',
        input,
      );
      if (answer.JobStatus !== 'IN_PROGRESS') return answer;
      await this.#cloud.clock.next();
    }
  }

  /** As the state machine decides, with no limit. */
  async #isApproved(payment: Payment): Promise<boolean> {
    const { nextState } = await this.#cloud.call<{ nextState?: string }>('SFN', 'TestState', {
      definition: JSON.stringify({ QueryLanguage: 'JSONata', ...this.#choice }),
      input: '{}',
      variables: JSON.stringify({ payment, limit: Number.MAX_SAFE_INTEGER }),
    });
    return nextState === 'Schedule Payment';
  }
}
