/** The data of an application cannot be worked on. Trying again does not help. */
export class UnprocessableApplication extends Error {
  override readonly name = 'UnprocessableApplication';
}
