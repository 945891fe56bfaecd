/** What is wrong with the parameters or the data of a job: SageMaker tells it as a ClientError. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}
