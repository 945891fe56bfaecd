interface AwsErrorOptions {
  readonly status?: number;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  readonly hint?: string;
  readonly locations?: readonly string[];
}

/** An error as an AWS service answers it: the gateway writes it in the protocol of the request. */
export class AwsError extends Error {
  /** The error's name in the service's API model, for example `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  /** Members of the modelled error besides its message, for example `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** Headers of the answer that say more. */
  readonly headers: Readonly<Record<string, string>>;
  /** What AWS does not say, for people at a terminal: a sentence. */
  readonly hint: string | undefined;
  /** Where in a definition it is wrong, as AWS says it: `/States/Pay/Catch[0]/Next`. */
  readonly locations: readonly string[];

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
    this.hint = options.hint;
    this.locations = options.locations ?? [];
  }

  /** The message with the hint, where there is one. */
  get explained(): string {
    return this.hint === undefined ? this.message : `${this.message} ${this.hint}`;
  }

  /** Whose fault: below 500 the caller's. */
  get fault(): 'client' | 'server' {
    return this.status < 500 ? 'client' : 'server';
  }
}

/**
 * Something the person at the terminal can mend: what happened, why, and how to fix it. The command
 * line prints it without a stack trace; the message has all of it, for test runners show no more.
 * Exit code 1, or 2 for wrong usage.
 */
export class UserError extends Error {
  readonly what: string;
  readonly why: string | undefined;
  readonly fix: string | undefined;
  readonly exitCode: 1 | 2;

  constructor(
    what: string,
    details: { why?: string; fix?: string; exitCode?: 1 | 2; cause?: unknown } = {},
  ) {
    const { why, fix } = details;
    const sentences = [what, why, fix && `How to fix it: ${fix}`];
    super(sentences.filter(Boolean).join('\n'), { cause: details.cause });
    this.name = 'UserError';
    this.what = what;
    this.why = why;
    this.fix = fix;
    this.exitCode = details.exitCode ?? 1;
  }

  /** What the terminal shows: what happened, why below it, and how to fix it. */
  get shown(): string {
    const { what, why, fix } = this;
    const lines = [`Error: ${what}`, why?.replace(/^/gm, '  '), fix && `How to fix it: ${fix}`];
    return lines.filter(Boolean).join('\n');
  }
}

/** What a service answers to an operation, or a member of one, that it does not serve here. */
export function notSupported(service: string, what: string): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud does not serve ${what} of ${service}. It serves what docs/support.md of the ` +
      'package local-cloud lists; make this call in AWS, or mock it in a test.',
    { status: 501 },
  );
}
