import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type Approval, MAX_COMMENT } from './approval.ts';

export interface Form {
  readonly choice: string;
  readonly comment: string;
}

/** What the question's form sends: `choice=...&comment=...`. */
export function readForm({ body, isBase64Encoded }: APIGatewayProxyEventV2): Form {
  const text = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString('utf8');
  const fields = new URLSearchParams(text);
  return {
    choice: fields.get('choice') ?? '',
    // Forms send line breaks as CR LF, and count them as one.
    comment: (fields.get('comment') ?? '').replaceAll('\r\n', '\n').trim(),
  };
}

/** What the person has to change, if anything. */
export function problemWith({ choices }: Approval, { choice, comment }: Form): string | undefined {
  if (!choices.some(({ value }) => value === choice)) return 'Press one of the buttons.';
  if (comment.length > MAX_COMMENT) {
    return `The comment has ${comment.length} characters; there is room for ${MAX_COMMENT}.`;
  }
  return undefined;
}
