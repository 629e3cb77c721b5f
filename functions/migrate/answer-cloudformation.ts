import { logger } from '../../shared/logger.ts';

/** What CloudFormation sends on behalf of a custom resource, as far as we look at it. */
export interface CloudFormationRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  /** Signed beforehand; takes one PUT. */
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export function isFromCloudFormation(event: unknown): event is CloudFormationRequest {
  return typeof event === 'object' && event !== null && 'ResponseURL' in event;
}

/**
 * Does the work and tells CloudFormation how it ended: after a failure it leaves all that waits for
 * this as it was. When the stack is deleted there is nothing to do.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html
 * @throws when the answer could not be delivered; Lambda then runs all of it again
 */
export async function answerCloudFormation<Result>(
  request: CloudFormationRequest,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  if (request.RequestType === 'Delete') {
    await answer(request, { Status: 'SUCCESS' });
    return undefined;
  }
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    logger.error('migration failed', error instanceof Error ? error : new Error(String(error)));
    // CloudFormation takes no answer above 4 KB.
    await answer(request, { Status: 'FAILED', Reason: String(error).slice(0, 1_000) });
    return undefined;
  }
  await answer(request, { Status: 'SUCCESS' });
  return result;
}

interface Outcome {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
}

async function answer(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: CloudFormationRequest,
  outcome: Outcome,
) {
  const body = JSON.stringify({
    ...outcome,
    StackId,
    RequestId,
    LogicalResourceId,
    // Always the same, or CloudFormation would delete the one before.
    PhysicalResourceId: LogicalResourceId,
  });
  // With a type in the header the signature would not fit.
  const response = await fetch(ResponseURL, { method: 'PUT', body: Buffer.from(body) });
  if (!response.ok) throw new Error(`CloudFormation's bucket answered ${response.status}`);
}
