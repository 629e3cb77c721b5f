import { createHash, createHmac } from 'node:crypto';
import { secretsConfig } from './config.ts';

/**
 * Reads the current value of a secret from AWS Secrets Manager with one signed request. The
 * AWS SDK would triple the bundle of a function that only reads.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export async function readSecret(arn: string): Promise<string> {
  const { endpoint, timeoutMs } = secretsConfig();
  const body = JSON.stringify({ SecretId: arn });
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: sign(body, new Date()),
    body,
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) {
    throw new Error(`Secrets Manager answered ${answer.status}: ${await answer.text()}`);
  }
  return ((await answer.json()) as { SecretString: string }).SecretString;
}

/**
 * The headers of the request; the last is the signature over the others and the body.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function sign(body: string, now: Date): Record<string, string> {
  const { endpoint, region, accessKeyId, secretAccessKey, sessionToken } = secretsConfig();
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  // Sorted by name, because the signature requires this order.
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: new URL(endpoint).host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    'x-amz-target': 'secretsmanager.GetSecretValue',
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const scope = [time.slice(0, 8), region, 'secretsmanager', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(request)].join('\n');
  const signature = hmac(key, text).toString('hex');
  const credential = [accessKeyId, ...scope].join('/');
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`;
  return headers;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
