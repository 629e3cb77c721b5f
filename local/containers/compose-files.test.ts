import { readFile } from 'node:fs/promises';

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

/** The lines of each service by its name. */
async function servicesIn(name: string): Promise<Map<string, string>> {
  const [, services = ''] = (await read(name)).split(/^services:$/m);
  const [inServices = ''] = services.split(/^\S/m);
  const [, ...parts] = inServices.split(/^ {2}(?=[\w-]+:$)/m);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf(':')), part]));
}

/** A YAML mapping at the top level of a file, with its content. */
function anchored(text: string, anchor: string): string {
  return text.split(/^(?=\S)/m).find((part) => part.includes(`: &${anchor}\n`)) ?? '';
}

test('every service of every Compose file limits its open files', async () => {
  const text = await read('docker-compose.yml');
  expect(anchored(text, 'every-service')).toMatch(
    /^ {2}ulimits: \{ nofile: \{ soft: 16384, hard: 16384 \} \}$/m,
  );
  expect(anchored(text, 'our-service')).toContain('<<: *every-service');
  const services = await servicesIn('docker-compose.yml');
  expect([...services.keys()]).toEqual(
    expect.arrayContaining(['postgres', 'rabbitmq', 'migrate', 'api', 'worker', 'frontend']),
  );
  for (const [name, lines] of services) {
    expect([
      name,
      /^ {4}<<: \*(every|our)-service$/m.test(lines),
      lines.includes('ulimits'),
    ]).toEqual([name, true, false]);
  }
  for (const [name, lines] of await servicesIn('docker-compose.cluster.yml')) {
    const isInherited =
      services.has(name) || /^ {4}extends: \{ file: docker-compose\.yml/m.test(lines);
    expect([name, isInherited, lines.includes('ulimits')]).toEqual([name, true, false]);
  }
});

test('nginx may open as many files as its container, and half as many connections', async () => {
  const conf = await read('local/containers/nginx.conf');
  expect(conf).toMatch(/^worker_rlimit_nofile 16384;$/m);
  expect(conf).toMatch(/^ {2}worker_connections 8192;$/m);
});
