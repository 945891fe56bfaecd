/** S3's second id of a request, which tells nothing but is asked for along with the first. */
export function hostId(requestId: string): string {
  return Buffer.from(`${requestId} ${requestId}`).toString('base64');
}
