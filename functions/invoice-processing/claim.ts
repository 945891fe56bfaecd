import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { stepFunctions } from '../kit/clients/step-functions.ts';
import { environment } from '../kit/environment.ts';
import { DuplicateInvoice } from './errors.ts';

const TableName = environment('INVOICES_TABLE');

/** Who claims which invoice, and what is kept of it. */
export interface Claim {
  readonly invoiceId: string;
  readonly execution: string;
  /** The file: `s3://...`. */
  readonly file: string;
  /** JSON, for people to read. */
  readonly payment: string;
}

/**
 * Makes the invoice this execution's. There is one item for each invoice, so that two files of one
 * are not paid twice. An invoice that is neither paid nor rejected goes over from an execution that has
 * ended: its reviewer was silent, or it failed.
 *
 * @throws DuplicateInvoice when it is another execution's
 */
export async function claimInvoice(claim: Claim): Promise<void> {
  const owner = await claimFrom(claim.execution, claim);
  if (owner === undefined) return;
  const isOpen = owner.status === 'READ' && !(await isRunning(owner.execution));
  if (isOpen && (await claimFrom(owner.execution, claim)) === undefined) return;
  throw new DuplicateInvoice(`${owner.file} is the same invoice, and came first.`);
}

interface Owner {
  readonly execution: string;
  readonly status: string;
  readonly file: string;
}

/** Claims what nobody has, or that execution and has not decided; else says who has it. */
async function claimFrom(execution: string, claim: Claim): Promise<Owner | undefined> {
  try {
    await dynamodb.send(new UpdateItemCommand(written(claim, execution)));
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { executionArn, status, file } = error.Item!;
    return { execution: executionArn!.S!, status: status!.S!, file: file!.S! };
  }
}

function written(claim: Claim, owner: string): UpdateItemCommandInput {
  return {
    TableName,
    Key: { invoiceId: { S: claim.invoiceId } },
    ConditionExpression:
      'attribute_not_exists(invoiceId) OR (executionArn = :owner AND #status = :read)',
    UpdateExpression:
      'SET executionArn = :execution, #status = :read, #file = :file, payment = :payment',
    ExpressionAttributeNames: { '#status': 'status', '#file': 'file' },
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ':execution': { S: claim.execution },
      ':read': { S: 'READ' },
      ':file': { S: claim.file },
      ':payment': { S: claim.payment },
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

async function isRunning(executionArn: string): Promise<boolean> {
  try {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (error) {
    // Step Functions forgets executions after 90 days.
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
}
