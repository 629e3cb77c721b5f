import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import type { Cloud } from './deploy-bakery.ts';

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

/**
 * A dry run: every request to AWS is printed instead of sent, so it needs no credentials. The stack
 * is packaged instead of deployed, and each output has its own name as value.
 * @param packageStack builds the package, and returns its folder
 */
export function startDryRun(
  stack: string,
  packageStack: () => Promise<string>,
  say: (step: string) => void,
): Cloud {
  // Required by the clients, but no request reaches it.
  const region = 'eu-central-1';
  const s3 = new S3Client({ region });
  const cloudFront = new CloudFrontClient({ region });
  s3.middlewareStack.add(sayOnly(say), { step: 'initialize' });
  cloudFront.middlewareStack.add(sayOnly(say), { step: 'initialize' });

  async function deployStack() {
    const { Resources, Outputs } = await readTemplate(await packageStack());
    const types = Object.values(Resources).map(({ Type }) => Type);
    const functions = types.filter((type) => type === 'AWS::Lambda::Function');
    say(`deploy stack ${stack}: ${types.length} resources, ${functions.length} of them functions`);
    return Object.fromEntries(Object.keys(Outputs).map((name) => [name, `<${name}>`]));
  }
  return { deployStack, s3, cloudFront };
}

async function readTemplate(folder: string): Promise<Template> {
  const file = join(folder, 'cloudformation-template-update-stack.json');
  return JSON.parse(await readFile(file, 'utf8')) as Template;
}

/** The fields of a request that are printed. */
interface Input {
  readonly Bucket?: string;
  readonly Key?: string;
  readonly DistributionId?: string;
  readonly InvalidationBatch?: { readonly Paths?: { readonly Items?: readonly string[] } };
}

/** A client's middleware before any that reads credentials; the later ones are never reached. */
function sayOnly(say: (step: string) => void) {
  return (_next: unknown, { clientName = '', commandName = '' }: Record<string, string>) =>
    ({ input }: { input: object }) => {
      const { Bucket, Key, DistributionId, InvalidationBatch } = input as Input;
      const paths = InvalidationBatch?.Paths?.Items ?? [];
      const about = [Bucket ?? DistributionId, Key, ...paths].filter((part) => part !== undefined);
      const does = [clientName.replace(/Client$/, ''), commandName.replace(/Command$/, '')];
      say([...does, ...about].join(' '));
      return Promise.resolve({ response: undefined, output: { $metadata: {} } });
    };
}
