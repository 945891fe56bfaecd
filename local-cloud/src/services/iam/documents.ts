import * as z from 'zod';
import { type PolicyDocument, type PolicyKind, parsePolicy } from '../../authorization/index.ts';
import { limitExceeded } from './errors.ts';

/** A policy document as it was given, and as it is evaluated. */
export interface StoredDocument {
  readonly text: string;
  readonly document: PolicyDocument;
}

/** A document as it is saved: its text. What is evaluated follows from that. */
export function savedDocument(kind: PolicyKind) {
  return z.strictObject({ text: z.string() }).transform(({ text }) => storeDocument(text, kind));
}

export function saveDocument({ text }: StoredDocument): { text: string } {
  return { text };
}

/** @throws MalformedPolicyDocumentException */
export function storeDocument(text: string, kind: PolicyKind): StoredDocument {
  return { text, document: parsePolicy(text, kind) };
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 *
 * @throws MalformedPolicyDocumentException, LimitExceededException
 */
export function storeTrust(text: string): StoredDocument {
  checkQuota('ACLSizePerRole', documentSize(text), 2_048);
  return storeDocument(text, 'trust');
}

/** @throws MalformedPolicyDocumentException, LimitExceededException */
export function storeManaged(text: string): StoredDocument {
  checkQuota('PolicySize', documentSize(text), 6_144);
  return storeDocument(text, 'managed');
}

/** IAM returns documents percent-encoded after RFC 3986. */
export function encodeDocument({ text }: StoredDocument): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * White space does not count towards the quotas on policy sizes.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function documentSize(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** @throws LimitExceededException */
export function checkQuota(quota: string, size: number, limit: number): void {
  if (size > limit) throw limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`);
}
