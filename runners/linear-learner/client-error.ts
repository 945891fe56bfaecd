/** What is wrong with the parameters or the data of a job: SageMaker tells it as a ClientError. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}

/** What S3 refuses is the caller's to mend. */
export async function orClientError<Result>(what: string, work: () => Promise<Result>) {
  try {
    return await work();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new ClientError(`${what}:${message}`, { cause });
  }
}
