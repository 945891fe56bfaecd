/**
 * The name of the algorithm behind an image: what stands between the registry and the tag of
 * `382416733822.dkr.ecr.us-east-1.amazonaws.com/linear-learner:1`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/ecr-us-east-1.html
 */
export function algorithmOf(image: string): string {
  return /^(?:[^/]+\/)?(.+?)(?::[^:/]+|@sha256:[0-9a-f]+)?$/.exec(image)?.[1] ?? image;
}
