import { legacy } from './malformed.ts';

const PARTITIONS = [
  ...['*', 'aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'],
  ...['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f'],
];
/** What is after the last colon of an ARN of IAM begins with one of these. */
const IAM_PATHS = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/'],
  ...['server-certificate/', 'policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/'],
  ...['report/', 'access-report/'],
];

/**
 * What S3 has in regions, unlike buckets.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const IN_A_REGION =
  /^(?:accesspoint|access-grants|async-request|job|storage-lens|storage-lens-group)\//;

/**
 * What IAM has against the first of the resources of a role's policy that it does not take. The rules
 * and the words are known from tests of moto that were held to AWS.
 *
 * @throws MalformedPolicyDocumentException where its older parser fails
 */
export function resourceProblem(resources: readonly string[]): string | undefined {
  for (const resource of resources) {
    if (resource === '*' || resource.startsWith('${')) continue;
    const problem = formatProblem(resource);
    if (problem !== undefined) return problem;
    if (!isWhole(resource)) throw legacy(`"${resource}" is no ARN`);
  }
  return undefined;
}

function formatProblem(resource: string): string | undefined {
  const [, ...parts] = resource.split(':');
  const [partition, service, region, , ...rest] = parts;
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  if (!PARTITIONS.includes(partition)) {
    return `Partition "${partition}" is not valid for resource "${filled(parts)}".`;
  }
  if (service === undefined) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  if (service === 's3' && region && !IN_A_REGION.test(rest.join(':'))) {
    return `Resource ${resource} can not contain region information.`;
  }
  return service === 'iam' ? iamProblem(resource, region, rest.join(':')) : undefined;
}

/** As IAM shows an ARN: what is not there is a `*`. */
function filled(parts: readonly string[]): string {
  const [partition, service = '*', region = '*', account = '*', ...rest] = parts;
  const path = rest.length === 0 ? '*' : rest.join(':');
  return ['arn', partition, service, region, account, path].join(':');
}

function iamProblem(
  resource: string,
  region: string | undefined,
  path: string,
): string | undefined {
  if (region) return `IAM resource ${resource} cannot contain region information.`;
  const isKnown = /^[^/]*[*?$]/.test(path) || IAM_PATHS.some((start) => path.startsWith(start));
  return isKnown
    ? undefined
    : `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
}

/** With an empty part all six must be there, and the service is never empty. */
function isWhole(resource: string): boolean {
  const parts = resource.split(':');
  return (parts.length > 5 || !resource.includes('::')) && parts[2] !== '';
}
