import { crc32 } from 'node:zlib';
import type { JsonObject } from '../../core/json.ts';

/** The headers of a service's answers, as recorded in the results of optimised integrations. */
export interface AnswerHeaders {
  readonly contentType: string;
  /** DynamoDB and Lambda write `Connection`, the others `connection`. */
  readonly connection: 'Connection' | 'connection';
  readonly more?: Readonly<Record<string, string>>;
  /** DynamoDB: a checksum of the answer. */
  readonly crc32?: boolean;
}

export interface Answer {
  readonly requestId: string;
  /** Cloud time in ms since 1970. */
  readonly time: number;
  /** The answer's body: its length, and its checksum where the service sends one. */
  readonly body: string;
  readonly status: number;
}

/**
 * `SdkHttpMetadata` and `SdkResponseMetadata`, which AWS adds to the results of the optimised
 * integrations (not to those of `aws-sdk:` ones).
 */
export function sdkMetadata(headers: AnswerHeaders, answer: Answer): JsonObject {
  const fields: [string, string][] = [
    ...Object.entries(headers.more ?? {}),
    ['x-amzn-RequestId', answer.requestId],
    [headers.connection, 'keep-alive'],
    ...(headers.crc32 ? [['x-amz-crc32', String(crc32(answer.body))] as [string, string]] : []),
    ['Content-Length', String(Buffer.byteLength(answer.body))],
    ['Date', new Date(answer.time).toUTCString()],
    ['Content-Type', headers.contentType],
  ];
  const sorted = [...fields].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(fields.map(([name, value]) => [name, [value]])),
      HttpHeaders: Object.fromEntries(sorted),
      HttpStatusCode: answer.status,
    },
    SdkResponseMetadata: { RequestId: answer.requestId },
  };
}
