import { notSupported } from '../../../core/errors.ts';
import type { Cloud } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { withAwsVariables } from './aws-variables.ts';
import type { ApiDefinition } from './definition.ts';
import { readDocument } from './document.ts';
import { readDefinition } from './read-definition.ts';

/** What requests that import a document have in common. */
interface Import {
  readonly body: Uint8Array | undefined;
  readonly parameters?: Record<string, string> | undefined;
  readonly failOnWarnings?: boolean | undefined;
}

/**
 * What the document of a request says, as its parameters have it read.
 *
 * @throws BadRequestException, and NotSupportedByLocalCloud for parameters that are not served
 */
export async function definitionIn(
  { body, parameters = {}, failOnWarnings }: Import,
  cloud: Pick<Cloud, 'accountId' | 'region'>,
): Promise<ApiDefinition> {
  const document = await readDocument(body ?? new Uint8Array());
  for (const [name, value] of Object.entries(parameters)) checkParameter(name, value);
  const definition = withAwsVariables(readDefinition(document, parameters.ignore), cloud);
  if (!failOnWarnings || definition.warnings.length === 0) return definition;
  throw badRequest(`Warnings found during import:\n\t${definition.warnings.join('\n\t')}`);
}

/** Where the endpoint of an API is says `endpointConfigurationTypes`. */
function checkParameter(name: string, value: string): void {
  const isServed =
    name === 'endpointConfigurationTypes' ||
    (name === 'ignore' && value === 'documentation') ||
    (name === 'basepath' && value === 'ignore');
  if (!isServed) throw notSupported('API Gateway', `the parameter ${name}=${value} of imports`);
}
