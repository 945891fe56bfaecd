import type { JobStatus, StartExpenseAnalysisRequest } from '@aws-sdk/client-textract';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { invalidJobId, tokenMismatch } from './errors.ts';
import type { PackedDocument } from './expense/packed.ts';

/** An asynchronous analysis, and what came of it. */
export interface Job {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly request: StartExpenseAnalysisRequest;
  readonly startedAt: number;
  status: JobStatus;
  statusMessage: string | undefined;
  pages: number;
  /** Pages that could not be read. */
  unread: readonly number[];
  documents: readonly PackedDocument[];
}

const SAVED = z.array(
  shape<Job>({
    id: z.string(),
    request: given(),
    startedAt: z.number(),
    status: z.enum(['FAILED', 'IN_PROGRESS', 'PARTIAL_SUCCESS', 'SUCCEEDED']),
    statusMessage: z.string().optional(),
    pages: z.number(),
    unread: z.array(z.number()),
    documents: z.array(z.string()),
  }),
);

/** Results, and tokens, are kept for seven days. */
const KEPT = 7 * 24 * 60 * 60 * 1000;

/** The jobs of the last seven days. Their work holds the clock: what is saved has ended. */
export class Jobs implements State {
  readonly #cloud: Cloud;
  readonly #jobs = new Map<string, Job>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  create(request: StartExpenseAnalysisRequest): Job {
    const job: Job = {
      id: Buffer.from(this.#cloud.random.bytes(32)).toString('hex'),
      request,
      startedAt: this.#cloud.clock.now(),
      status: 'IN_PROGRESS',
      statusMessage: undefined,
      pages: 0,
      unread: [],
      documents: [],
    };
    this.#jobs.set(job.id, job);
    return job;
  }

  /** Throws InvalidJobIdException. */
  get(id: string | undefined): Job {
    this.#forget();
    const job = this.#jobs.get(id ?? '');
    if (job === undefined) throw invalidJobId();
    return job;
  }

  /** The job that was started with the same token. Throws IdempotentParameterMismatchException. */
  started(request: StartExpenseAnalysisRequest): Job | undefined {
    this.#forget();
    if (request.ClientRequestToken === undefined) return undefined;
    const before = [...this.#jobs.values()].find(
      (job) => job.request.ClientRequestToken === request.ClientRequestToken,
    );
    if (before !== undefined && !isSame(before.request, request)) throw tokenMismatch();
    return before;
  }

  save(): Json {
    return toJson([...this.#jobs.values()]);
  }

  load(json: Json): void {
    for (const job of fromJson(json, SAVED)) this.#jobs.set(job.id, job);
  }

  #forget(): void {
    const limit = this.#cloud.clock.now() - KEPT;
    for (const [id, job] of this.#jobs) if (job.startedAt <= limit) this.#jobs.delete(id);
  }
}

function isSame(a: StartExpenseAnalysisRequest, b: StartExpenseAnalysisRequest): boolean {
  return canonical(a) === canonical(b);
}

/** As JSON whose members stand in order, whatever order the caller has. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
