import type {
  EncryptionConfiguration,
  LoggingConfiguration,
  TracingConfiguration,
} from '@aws-sdk/client-sfn';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { inTurns } from '../../core/turns.ts';
import type { MachineType } from '../execution/types.ts';
import { knownOperations } from '../integrations/known-operations.ts';
import { loadShapes } from '../integrations/refusal.ts';
import type { Definition } from '../language/definition.ts';
import { DefinitionError } from '../language/diagnostics.ts';
import { type ParseOptions, parseDefinition, parsing } from '../language/parse.ts';
import type { KnownOperations } from '../language/place.ts';
import type { Context } from './context.ts';
import { mentionedResources } from './definition-states.ts';
import { invalidArn } from './errors.ts';
import { checkLogging } from './logging-configuration.ts';
import { checkRole } from './role-checks.ts';
import type { Revision } from './state-machine.ts';
import { variableReferences } from './variable-references.ts';

/** What CreateStateMachine and UpdateStateMachine make a revision of. */
export interface RevisionInput {
  readonly id?: string;
  readonly stateMachineArn: string;
  readonly type: MachineType;
  readonly definition: string;
  readonly roleArn: string;
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
  readonly tracingConfiguration?: TracingConfiguration | undefined;
  readonly encryptionConfiguration?: EncryptionConfiguration | undefined;
}

/**
 * Checks everything that AWS checks when a state machine is created or updated, and compiles it.
 * Throws InvalidDefinition, InvalidArn, InvalidLoggingConfiguration or AccessDeniedException.
 */
export async function makeRevision(context: Context, input: RevisionInput): Promise<Revision> {
  checkRoleArn(input.roleArn);
  checkEncryption(input.encryptionConfiguration);
  const operations = await knowOperations(context, input.definition);
  const definition = await parseInTurns(input.definition, { type: input.type, operations });
  const logging = await checkLogging(context, input.loggingConfiguration);
  await checkRole(context, input, definition, logging);
  return {
    ...(input.id !== undefined && { id: input.id }),
    definition: input.definition,
    machine: context.engine.compile(definition),
    roleArn: input.roleArn,
    logging,
    tracing: input.tracingConfiguration?.enabled ?? false,
    encryption: input.encryptionConfiguration ?? { type: 'AWS_OWNED_KEY' },
    date: context.cloud.clock.now(),
  };
}

/** Throws InvalidDefinition. */
export function parse(text: string, options: ParseOptions): Definition {
  try {
    return parseDefinition(text, options);
  } catch (error) {
    throw refused(error);
  }
}

/** The same, and others have their turn meanwhile. */
async function parseInTurns(text: string, options: ParseOptions): Promise<Definition> {
  try {
    return await inTurns(parsing(text, options));
  } catch (error) {
    throw refused(error);
  }
}

function refused(error: unknown): unknown {
  if (!(error instanceof DefinitionError)) return error;
  const locations = error.diagnostics.flatMap(({ location }) => location ?? []);
  return new AwsError('InvalidDefinition', error.message, { cause: error, locations });
}

/** Knows the operations and the expressions that a definition mentions, before it is looked at closely. */
export async function knowOperations(
  { engine, integrations }: Context,
  text: string,
): Promise<KnownOperations> {
  await loadShapes(integrations, mentionedResources(text));
  await engine.know(text);
  return knownOperations(integrations);
}

function checkRoleArn(roleArn: string): void {
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(roleArn)) {
    throw invalidArn(`Invalid Role Arn: ${roleArn}`);
  }
}

/** Keys of the customer's own are not served: there is no KMS here. */
export function checkEncryption(encryption: EncryptionConfiguration | undefined): void {
  if (encryption === undefined || encryption.type === 'AWS_OWNED_KEY') return;
  throw notSupported('SFN', `encryptionConfiguration with the type ${encryption.type}`);
}

/** The members that tell of a revision, as every Describe operation gives them. */
export function describeRevision(revision: Revision, metadataOnly: boolean) {
  const references = variableReferences(JSON.parse(revision.definition) as JsonObject);
  return {
    definition: metadataOnly ? '{}' : revision.definition,
    roleArn: revision.roleArn,
    loggingConfiguration: revision.logging,
    tracingConfiguration: { enabled: revision.tracing },
    encryptionConfiguration: revision.encryption,
    ...(revision.id !== undefined && { revisionId: revision.id }),
    ...(references !== undefined && { variableReferences: references }),
  };
}
