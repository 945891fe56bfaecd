import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Archive } from './code.ts';
import type { Settings } from './settings.ts';

/** Code and settings as they stand, or stood, at one time: `$LATEST`, or a published version. */
export interface Version extends Archive {
  /** `$LATEST`, or a number from 1. */
  readonly version: string;
  readonly settings: Settings;
  /** Which of the function's uploads the code came with: the same code again is another one. */
  readonly upload: number;
  readonly architecture: 'arm64' | 'x86_64';
  readonly revisionId: string;
  /** Cloud time in milliseconds. */
  readonly lastModified: number;
}

/** A version as it is saved: with its code. */
export type SavedVersion = Omit<Version, 'code'> & { readonly code: Uint8Array };

export const SAVED_VERSION = shape<SavedVersion>({
  version: z.string(),
  settings: given<Settings>(),
  code: z.instanceof(Uint8Array),
  codeSha256: z.string(),
  unpacked: z.number(),
  upload: z.number(),
  architecture: z.enum(['arm64', 'x86_64']),
  revisionId: z.string(),
  lastModified: z.number(),
});

/** The description is no content: it may be given to a version alone. */
export function sameContent(a: Version, b: Version): boolean {
  return content(a) === content(b);
}

function content({ settings, upload, architecture }: Version): string {
  return JSON.stringify({ ...settings, Description: '', upload, architecture });
}
