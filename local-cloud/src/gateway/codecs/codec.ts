import type { AwsError } from '../../core/errors.ts';
import type { Service } from '../../core/service.ts';
import type { StreamedBody } from '../../core/streams.ts';
import type { OperationModel, ServiceModel } from '../../sdk/schemas.ts';
import type { HttpRequest, HttpResponse } from '../dispatcher.ts';

/** A call as it was made over HTTP: the operation, and what its path said. */
export interface WireCall {
  readonly model: ServiceModel;
  readonly operation: OperationModel;
  readonly request: HttpRequest;
  /** The request's body, where the operation takes it as it comes. */
  readonly stream?: StreamedBody;
  /** Values of the labels in the operation's URI pattern. REST protocols only. */
  readonly labels: Readonly<Record<string, string>>;
  /** The service's words for a body that leaves out what it must hold. */
  readonly refusal: Service['refusal'];
}

/** The server's side of one AWS protocol. */
export interface Codec {
  /** The operation's input. Throws an AwsError for a body that does not fit the schema. */
  decode(call: WireCall): object | Promise<object>;
  encode(call: WireCall, output: object, requestId: string): HttpResponse | Promise<HttpResponse>;
  /** `model` is undefined when the error came before the service was known. */
  encodeError(
    model: ServiceModel | undefined,
    error: AwsError,
    requestId: string,
  ): Promise<HttpResponse>;
}
