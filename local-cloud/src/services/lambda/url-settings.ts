import type { Cors } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { given, shape } from '../../core/state.ts';

/** What is set of a function's URL. */
export interface UrlSettings {
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly cors: Cors | undefined;
}

/** The URL of a function or of an alias. */
export interface FunctionUrl extends UrlSettings {
  readonly id: string;
  /** Cloud time in milliseconds. */
  readonly created: number;
  readonly modified: number;
}

export const SAVED_URL = shape<FunctionUrl>({
  id: z.string(),
  authType: z.enum(['NONE', 'AWS_IAM']),
  cors: given<Cors>().optional(),
  created: z.number(),
  modified: z.number(),
});
