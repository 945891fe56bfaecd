import type { AwsError } from '../../core/errors.ts';
import type { ErrorModel, ServiceModel } from '../../sdk/schemas.ts';

/** An error as it goes over the wire, whatever the protocol. */
export interface WireError {
  readonly code: string;
  /** The code in the Query protocol, and in `x-amzn-query-error`. */
  readonly queryCode: string;
  readonly status: number;
  /** Empty: there is none. */
  readonly message: string;
  readonly type: 'Sender' | 'Receiver';
  /** The schema's own members, the message among them under its own name. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly model: ErrorModel | undefined;
}

/** What Query clients know errors by that no model lists. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  InvalidParameterValueException: 'InvalidParameterValue',
  MissingRequiredParameterException: 'MissingParameter',
  ValidationException: 'Validation',
};

/** A status that the API model gives an error wins over AwsError's default of 400. */
export function wireError(service: ServiceModel | undefined, error: AwsError): WireError {
  const model = service && findError(service, error.code);
  const messageName = model && messageMember(model);
  return {
    code: model?.name ?? error.code,
    queryCode: model?.queryCode ?? QUERY_CODES[error.code] ?? error.code,
    status: error.status === 400 ? (model?.status ?? 400) : error.status,
    message: error.message,
    type: error.fault === 'client' ? 'Sender' : 'Receiver',
    members: {
      ...error.members,
      ...(messageName && error.message !== '' && { [messageName]: error.message }),
    },
    model,
  };
}

/** Errors go by their names in the model, and by their codes in the Query protocol. */
function findError({ errors }: ServiceModel, code: string): ErrorModel | undefined {
  return errors.get(code) ?? [...errors.values()].find(({ queryCode }) => queryCode === code);
}

function messageMember(model: ErrorModel): string | undefined {
  for (const [name] of model.schema.structIterator()) {
    if (name.toLowerCase() === 'message') return name;
  }
  return undefined;
}

/** Clients of a service that once spoke Query still know its errors by their Query codes. */
export function queryErrorHeader(
  service: ServiceModel | undefined,
  error: WireError,
): Record<string, string> {
  return service?.queryCompatible
    ? { 'x-amzn-query-error': `${error.queryCode};${error.type}` }
    : {};
}
