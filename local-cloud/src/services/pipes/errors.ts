import { AwsError } from '../../core/errors.ts';

/** What is wrong with a member of a request, as Pipes lists it. */
export interface InvalidField {
  /** With the way to it: `SourceParameters.KinesisStreamParameters`. */
  readonly Name: string;
  readonly Message: string;
}

/** The text is a list in JSON, as AWS answers it: https://github.com/hashicorp/terraform-provider-aws/issues/32018 */
export function invalid(...ValidationErrorFields: readonly InvalidField[]): AwsError {
  const fieldList = ValidationErrorFields.map(({ Name, Message }) => ({
    name: Name,
    message: Message,
  }));
  return new AwsError('ValidationException', JSON.stringify({ ValidationErrorFields }), {
    members: { fieldList },
  });
}

export function notFound(name: string): AwsError {
  return new AwsError('NotFoundException', `Pipe ${name} does not exist.`, { status: 404 });
}

export function alreadyExists(name: string): AwsError {
  return new AwsError('ConflictException', `Pipe ${name} already exists.`, {
    status: 409,
    members: { resourceId: name, resourceType: 'PIPE' },
  });
}
