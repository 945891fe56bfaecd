import { type Artifact, unpacked } from './artifact.ts';
import { parseCsv } from './csv.ts';
import { predict } from './least-squares.ts';
import { read } from './s3.ts';

/** What is to be served, in the words of the API. */
export interface ServeInput {
  readonly command: 'serve';
  readonly ModelDataUrl: string;
}

/** A request to an endpoint; the bodies of requests and answers are in base 64. */
export interface Request {
  readonly ContentType?: string;
  readonly Accept?: string;
  readonly Body: string;
}

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Reads a model, and gives what answers by it. */
export async function serve({ ModelDataUrl }: ServeInput): Promise<(request: Request) => Answer> {
  const model = unpacked(await read(ModelDataUrl));
  return (request) => answer(model, request);
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/cdf-inference.html */
const READERS: Readonly<Record<string, (body: string) => number[][]>> = {
  'text/csv': parseCsv,
  'application/json': (body) => JSON.parse(body).instances.map(featuresOf),
  'application/jsonlines': (body) =>
    body
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => featuresOf(JSON.parse(line))),
};

/** https://docs.aws.amazon.com/sagemaker/latest/dg/LL-in-formats.html */
const WRITERS: Readonly<Record<string, (scores: number[]) => string>> = {
  'application/json': (scores) =>
    JSON.stringify({ predictions: scores.map((score) => ({ score })) }),
  'application/jsonlines': (scores) =>
    scores.map((score) => `${JSON.stringify({ score })}\n`).join(''),
  'text/csv': (scores) => scores.map((score) => `${score}\n`).join(''),
};

export function answer(model: Artifact, { ContentType = '', Accept = '', Body }: Request): Answer {
  const type = typeIn(ContentType) || 'application/octet-stream';
  const read = READERS[type];
  if (read === undefined) return problem(415, `content-type ${type} not supported`);
  const accept = ['', '*/*'].includes(typeIn(Accept)) ? 'application/json' : typeIn(Accept);
  const write = WRITERS[accept];
  if (write === undefined) return problem(406, `accept type ${accept} not supported`);
  try {
    const rows = read(Buffer.from(Body, 'base64').toString());
    const scores = rows.map((features) => scoreOf(model, features));
    if (scores.length === 0) throw new Error('There are no rows.');
    return { status: 200, contentType: accept, body: base64(write(scores)) };
  } catch (error) {
    console.error(String(error));
    return problem(400, 'unable to evaluate payload provided');
  }
}

function typeIn(header: string): string {
  return header.split(';')[0]!.trim().toLowerCase();
}

/** Features as the API documents them: numbers, or these below `values`. */
function featuresOf({ features, data }: { features?: unknown; data?: unknown }): number[] {
  const given =
    features ?? (data as { features?: { values?: unknown } } | undefined)?.features?.values;
  if (!Array.isArray(given)) throw new Error('An instance has no features.');
  return given;
}

function scoreOf(model: Artifact, features: readonly number[]): number {
  if (features.length !== model.feature_dim) {
    throw new Error(`A row has ${features.length} features, and the model ${model.feature_dim}.`);
  }
  if (!features.every(Number.isFinite)) throw new Error('A feature is not a number.');
  return predict(model, features);
}

function problem(status: number, message: string): Answer {
  return { status, contentType: 'text/plain', body: base64(message) };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
