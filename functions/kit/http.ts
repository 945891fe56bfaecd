import { isUtf8 } from 'node:buffer';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type * as z from 'zod/mini';
import { logger } from './logger.ts';
import { type Problem, parse, parseJson } from './parse.ts';

export type HttpAnswer = APIGatewayProxyStructuredResultV2;
export type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<HttpAnswer>;

/** What the function keeps for its own answer when the work is about to outlast it. */
const RESERVE_MS = 1500;

/** The caller's mistake: answered with 400 and what is wrong. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly problems: readonly Problem[];

  constructor(message: string, problems: readonly Problem[] = [], options?: ErrorOptions) {
    super(message, options);
    this.problems = problems;
  }
}

/**
 * The handler behind a route of the HTTP API (payload format 2.0). `signal` aborts shortly before
 * the function's timeout; then the answer is `late()`.
 */
export function httpHandler(
  work: (event: APIGatewayProxyEventV2, signal: AbortSignal) => Promise<HttpAnswer>,
  late: () => HttpAnswer,
): HttpHandler {
  return middy<APIGatewayProxyEventV2, HttpAnswer>({
    timeoutEarlyInMillis: RESERVE_MS,
    timeoutEarlyResponse: late,
  })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .onError((request) => {
      if (!(request.error instanceof BadRequest)) {
        logger.error('Request failed', request.error as Error);
        return;
      }
      const { message, problems } = request.error;
      logger.info('Refused', { reason: message, problems });
      request.response = json(400, problems.length > 0 ? { message, problems } : { message });
    })
    .handler(async (event, _context, { signal }) => work(event, signal));
}

/** The body as the schema reads it. Throws BadRequest. */
export function readJson<Schema extends z.ZodMiniType>(
  event: APIGatewayProxyEventV2,
  schema: Schema,
  maxBytes: number,
): z.output<Schema> {
  const body = bodyOf(event);
  if (body.length > maxBytes) throw new BadRequest(`The body is larger than ${maxBytes} bytes.`);
  const input = parse(schema, jsonOf(body));
  if ('data' in input) return input.data;
  throw new BadRequest('The body is not what is expected.', input.problems, { cause: input.error });
}

/** The bytes that were sent. API Gateway encodes those of most content types. */
export function bodyOf({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer {
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** What a body says. Throws BadRequest where it is no JSON in UTF-8. */
export function jsonOf(body: Buffer): unknown {
  const value = isUtf8(body) ? parseJson(body.toString('utf8')) : undefined;
  if (value !== undefined) return value;
  throw new BadRequest('The body is not JSON.');
}

export function json(statusCode: number, body: object, headers = {}): HttpAnswer {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}
