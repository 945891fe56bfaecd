import { pathToFileURL } from 'node:url';
import type { Init } from './messages.ts';

/** An error of the runtime itself: `Runtime.HandlerNotFound`, `Runtime.ImportModuleError`, ... */
export class RuntimeError extends Error {
  override readonly name: string;

  constructor(kind: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = `Runtime.${kind}`;
  }
}

/** What the host answers an invocation that failed with. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** The error as AWS's runtime writes it: `errorType` is the error's name. */
export function errorPayload(error: unknown): ErrorPayload {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: escapeDelete(String(error.name)),
    errorMessage: escapeDelete(String(error.message)),
    trace: escapeDelete(error.stack ?? '').split('\n'),
  };
}

function escapeDelete(text: string): string {
  return text.replaceAll('\x7F', '%7F');
}

/** The error as the runtime logs it in text format. */
export function errorLine(error: Error): string {
  const members = (_key: string, value: unknown) =>
    value instanceof Error
      ? {
          errorType: value.name,
          errorMessage: value.message,
          code: (value as { code?: unknown }).code,
          ...value,
          stack: value.stack?.split('\n'),
        }
      : value;
  try {
    return `\t${JSON.stringify(error, members)}`;
  } catch {
    return `\t${JSON.stringify(errorPayload(error))}`;
  }
}

export function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

/** Writes `/var/task`, `/opt` and `/var/runtime` for the folders that code, layers and the runtime lie in here. */
export function asOnAws(
  text: string,
  { taskRoot, layerRoot }: Pick<Init, 'taskRoot' | 'layerRoot'>,
): string {
  const written = replaced(text, taskRoot, '/var/task');
  return (layerRoot === undefined ? written : replaced(written, layerRoot, '/opt')).replaceAll(
    RUNTIME,
    'file:///var/runtime/',
  );
}

function replaced(text: string, here: string, there: string): string {
  return text.replaceAll(pathToFileURL(here).href, `file://${there}`).replaceAll(here, there);
}

const RUNTIME = new URL('.', import.meta.url).href;
