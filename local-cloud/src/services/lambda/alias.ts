import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import type { Random } from '../../core/random.ts';
import { invalid } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import { LATEST } from './qualified.ts';

/** Shares of the invocations, from 0 to 1, by published version. */
export type Weights = Readonly<Record<string, number>>;

/** What an alias is. */
export type AliasValues = Pick<
  Alias,
  'name' | 'functionVersion' | 'description' | 'weights' | 'revisionId'
>;

/** A name for a version of a function, or for two between which invocations are shared. */
export class Alias {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  readonly weights: Weights;
  readonly revisionId: string;

  constructor(values: AliasValues) {
    this.name = values.name;
    this.functionVersion = values.functionVersion;
    this.description = values.description;
    this.weights = values.weights;
    this.revisionId = values.revisionId;
  }

  choose(random: Random): string {
    const [other] = Object.entries(this.weights);
    if (other === undefined) return this.functionVersion;
    const [version, share] = other;
    return random.float() < share ? version : this.functionVersion;
  }

  refersTo(version: string): boolean {
    return this.functionVersion === version || version in this.weights;
  }

  configuration(fn: LambdaFunction): AliasConfiguration {
    const { name, functionVersion, description, weights, revisionId } = this;
    return {
      AliasArn: `${fn.arn}:${name}`,
      Name: name,
      FunctionVersion: functionVersion,
      Description: description,
      RevisionId: revisionId,
      ...(Object.keys(weights).length > 0 && {
        RoutingConfig: { AdditionalVersionWeights: { ...weights } },
      }),
    };
  }
}

/**
 * Throws InvalidParameterValueException unless invocations can be shared so.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function checkWeights(fn: LambdaFunction, functionVersion: string, weights: Weights): void {
  const versions = Object.keys(weights);
  if (versions.length === 0) return;
  if (versions.length > 1) {
    throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  const [version] = versions as [string];
  if (functionVersion === LATEST) {
    throw invalid('$LATEST is not supported for an alias pointing to more than 1 version');
  }
  if (version === functionVersion) {
    throw invalid(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  if (fn.version(version) === undefined)
    throw invalid(`Function version ${version} does not exist`);
}
