/**
 * What a file can throw at the framework, which prints an error's stack when it has one and the
 * message when it has none. These messages are for people.
 */
export class CompositionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CompositionError';
    this.stack = '';
  }
}
