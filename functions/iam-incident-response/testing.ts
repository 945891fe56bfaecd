import {
  CreatePolicyVersionCommand,
  DeleteConflictException,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  LimitExceededException,
  ListPolicyVersionsCommand,
  NoSuchEntityException,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';

export const POLICY = 'arn:aws:iam::123456789012:policy/sample';

/** A managed policy as IAM keeps it, behind a mocked client. */
export class SamplePolicy {
  readonly iam = mockClient(IAMClient);
  /** Documents by version, oldest first. */
  readonly versions = new Map<string, string>();
  inForce = '';
  #count = 0;
  #failing = '';
  #crowding = 0;

  constructor() {
    this.#serve(ListPolicyVersionsCommand, () => ({ Versions: this.#list() }));
    this.#serve(GetPolicyCommand, () => ({ Policy: { DefaultVersionId: this.inForce } }));
    this.#serve(GetPolicyVersionCommand, ({ VersionId }) => {
      const document = encodeURIComponent(this.#find(VersionId));
      return { PolicyVersion: { Document: document } };
    });
    this.#serve(CreatePolicyVersionCommand, ({ PolicyDocument, SetAsDefault }) => {
      while (this.#crowding > 0 && this.versions.size < 5) {
        this.#crowding -= 1;
        this.add('{}', false);
      }
      if (this.versions.size >= 5) throw new LimitExceededException(failure('Five versions.'));
      return { PolicyVersion: { VersionId: this.add(PolicyDocument!, SetAsDefault) } };
    });
    this.#serve(DeletePolicyVersionCommand, ({ VersionId }) => {
      this.#find(VersionId);
      if (VersionId === this.inForce) throw new DeleteConflictException(failure('In force.'));
      this.versions.delete(VersionId!);
      return {};
    });
    this.#serve(SetDefaultPolicyVersionCommand, ({ VersionId }) => {
      this.#find(VersionId);
      this.inForce = VersionId!;
      return {};
    });
  }

  /** The next call of that operation fails. */
  failOnce(operation: string): void {
    this.#failing = operation;
  }

  /** Somebody else adds a version each of the next times that there is room for one. */
  crowd(times: number): void {
    this.#crowding = times;
  }

  /** A policy that has gone as a whole. */
  delete(): void {
    this.iam.onAnyCommand().rejects(new NoSuchEntityException(failure('No such policy.')));
  }

  add(document: string, inForce = true): string {
    const id = `v${++this.#count}`;
    this.versions.set(id, document);
    if (inForce) this.inForce = id;
    return id;
  }

  get ids(): string[] {
    return [...this.versions.keys()];
  }

  /** What was changed, in order: `DeletePolicyVersion v1`. */
  get changes(): string[] {
    return this.iam
      .calls()
      .map(({ args: [command] }) => {
        const { VersionId } = command.input as { VersionId?: string };
        return [command.constructor.name.replace('Command', ''), VersionId ?? []].flat().join(' ');
      })
      .filter((call) => !/^(Get|List)/.test(call));
  }

  #list() {
    return this.ids.reverse().map((VersionId) => ({
      VersionId,
      IsDefaultVersion: VersionId === this.inForce,
    }));
  }

  #find(id = ''): string {
    const document = this.versions.get(id);
    if (document === undefined) throw new NoSuchEntityException(failure(`No version ${id}.`));
    return document;
  }

  #serve(Command: new (input: never) => object, answer: (input: Input) => object): void {
    const operation = Command.name.replace('Command', '');
    this.iam.on(Command as never).callsFake(async (input: Input) => {
      if (this.#failing === operation) {
        this.#failing = '';
        throw new Error(`${operation} failed once`);
      }
      return answer(input);
    });
  }
}

interface Input {
  readonly VersionId?: string;
  readonly PolicyDocument?: string;
  readonly SetAsDefault?: boolean;
}

function failure(message: string) {
  return { message, $metadata: {} };
}
