import { notSupported } from '../../../core/errors.ts';
import type { Permission } from '../../../core/service.ts';
import { badRequest } from '../../apis/errors.ts';
import { passRole } from '../../apis/role.ts';
import type { ApiDefinition } from './definition.ts';
import { readDocument } from './document.ts';
import { readDefinition } from './read-definition.ts';

/** What requests that import a document have in common. */
interface Import {
  readonly body: Uint8Array | undefined;
  readonly parameters?: Record<string, string> | undefined;
  readonly failOnWarnings?: boolean | undefined;
}

/** In bytes. https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
const LARGEST = 6 * 1024 * 1024;

/**
 * What the document of a request says, as its parameters have it read.
 *
 * @throws BadRequestException, and NotSupportedByLocalCloud for parameters that are not served
 */
export async function definitionIn({
  body,
  parameters = {},
  failOnWarnings,
}: Import): Promise<ApiDefinition> {
  const document = await readDocument(body ?? new Uint8Array());
  for (const [name, value] of Object.entries(parameters)) checkParameter(name, value);
  const definition = readDefinition(document, parameters.ignore);
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

/** The credentials of integrations and authorizers, in JSON or YAML. */
const ROLES = /credentials["']?\s*:\s*["']?(arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+)/gi;

/** What it takes to hand the roles that a document names to API Gateway: asked before it is read. */
export function rolePermissions({ body = new Uint8Array() }: Import): Permission[] {
  const text = Buffer.from(body).toString('utf8');
  const roles = Array.from(text.matchAll(ROLES), ([, role]) => role!);
  return [...new Set(roles)].flatMap(passRole);
}

export const importMembers = {
  failOnWarnings: {},
  parameters: {},
  body: {
    required: true,
    length: [0, LARGEST],
    says: { length: 'Invalid OpenAPI input.' },
  },
} as const;
