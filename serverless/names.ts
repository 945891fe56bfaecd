import { CompositionError } from './composition-error.ts';

/** The most characters of a name, by the property that gives it. AWS's quotas, by service. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'AWS::Events::Rule': { Name: 64 },
  'AWS::IAM::Role': { RoleName: 64 },
  'AWS::Lambda::Function': { FunctionName: 64 },
  'AWS::Logs::LogGroup': { LogGroupName: 512 },
  'AWS::SNS::Topic': { TopicName: 256 },
  'AWS::SQS::Queue': { QueueName: 80 },
  'AWS::SSM::Parameter': { Name: 1011 },
  'AWS::StepFunctions::StateMachine': { StateMachineName: 80 },
};

interface Named {
  readonly functions: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, unknown>>;
}

/** A name that is too long for AWS, which would say so when half of the stack is made. */
export function refuseLongNames({ functions, resources }: Named, stackName: string): void {
  const inStack = (text: string) =>
    text.replaceAll(/\$\{(AWS::StackName|self:provider\.stackName)\}/g, stackName);
  const problems = [
    ...Object.values(functions).flatMap((definition) =>
      tooLong(
        'AWS::Lambda::Function',
        { FunctionName: (definition as { name?: unknown }).name },
        inStack,
      ),
    ),
    ...Object.values(resources).flatMap((resource) => {
      const { Type, Properties = {} } = resource as { Type: string; Properties?: object };
      return tooLong(Type, Properties, inStack);
    }),
  ];
  if (problems.length === 0) return;
  throw new CompositionError(
    `These names are longer than AWS takes:\n${problems.join('\n')}\nChoose a shorter --stage.`,
  );
}

function tooLong(type: string, properties: object, inStack: (text: string) => string): string[] {
  const given = new Map(Object.entries(properties));
  return Object.entries(LIMITS[type] ?? {}).flatMap(([property, most]) => {
    const name = inStack(textOf(given.get(property)));
    return name.length <= most
      ? []
      : [`  ${type} ${name}: ${name.length} characters, ${most} at most`];
  });
}

/** A name is a text or a `Fn::Sub`; one that CloudFormation makes is never too long. */
function textOf(name: unknown): string {
  if (typeof name === 'string') return name;
  const { 'Fn::Sub': text, Ref: reference } = (name ?? {}) as Record<string, unknown>;
  if (typeof text === 'string') return text;
  return reference === 'AWS::StackName' ? '${AWS::StackName}' : '';
}
