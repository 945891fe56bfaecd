import { AwsError } from '../core/errors.ts';

/** The service's error that the work ended with, or undefined where it went well. */
export async function failureOf(work: () => Promise<unknown>): Promise<AwsError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
