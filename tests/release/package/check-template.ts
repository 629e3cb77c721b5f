/**
 * Checks a template against the schemas of AWS's resources, as CloudFormation does at a deployment:
 * names, required properties, types, and that references exist. AWS publishes the schemas for its
 * CDK, in a package that is updated every week.
 */
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  PropertyType,
  Resource as ResourceSpec,
  ResourceProperties,
} from '@aws-cdk/service-spec-types';
import type { Resource, Template } from '../../support/packaged.ts';

const spec = loadAwsServiceSpecSync();

/** @returns each fault with the path to it */
export function checkTemplate(template: Template): string[] {
  const checker = new Checker(template);
  return [
    ...Object.entries(template.Resources).flatMap(([name, resource]) =>
      checker.checkResource(name, resource),
    ),
    ...Object.entries(template.Outputs).flatMap(([name, { Value }]) =>
      checker.checkReferences(`Outputs.${name}`, Value),
    ),
    ...findCircles(template),
  ];
}

/** Resources in a dependency cycle: CloudFormation could create none of them first. */
function findCircles({ Resources }: Template): string[] {
  const done = new Set<string>();
  function visit(name: string, path: readonly string[]): string[] {
    if (path.includes(name)) return [[...path.slice(path.indexOf(name)), name].join(' → ')];
    if (done.has(name)) return [];
    const { Properties, DependsOn = [] } = Resources[name] ?? { Properties: {} };
    const others = new Set([...[DependsOn].flat(), ...namesIn(Properties)]);
    const circles = [...others]
      .filter((other) => other in Resources)
      .flatMap((other) => visit(other, [...path, name]));
    done.add(name);
    return circles;
  }
  return Object.keys(Resources).flatMap((name) => visit(name, []));
}

/** All references in a value. */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isFields(value)) return [];
  const own = Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'Ref') return [String(argument)];
    if (key === 'Fn::GetAtt') return [(argument as [string])[0]];
    if (key !== 'Fn::Sub') return [];
    const [text] = [argument].flat() as [string];
    return [...text.matchAll(/\$\{([^!}.]+)/g)].map(([, found = '']) => found);
  });
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

type Fields = Readonly<Record<string, unknown>>;

class Checker {
  readonly #template: Template;

  constructor(template: Template) {
    this.#template = template;
  }

  checkResource(name: string, { Type, DependsOn = [], Condition, Properties }: Resource): string[] {
    const faults = [
      ...this.checkReferences(name, Properties),
      ...[DependsOn]
        .flat()
        .filter((other) => !(other in this.#template.Resources))
        .map((other) => `${name} depends on ${other}, which does not exist`),
      ...(Condition === undefined ? [] : this.#checkCondition(name, Condition)),
    ];
    // Custom resources have no schema.
    if (Type.startsWith('Custom::')) return faults;
    const resource = findResource(Type);
    if (!resource) return [...faults, `${name} is of an unknown type, ${Type}`];
    return [...faults, ...this.#checkFields(name, Properties, resource.properties)];
  }

  #checkFields(path: string, fields: Fields, properties: ResourceProperties): string[] {
    const missing = Object.entries(properties)
      .filter(([name, { required }]) => required && !(name in fields))
      .map(([name]) => `${path}.${name} is missing`);
    const wrong = Object.entries(fields).flatMap(([name, value]) => {
      const property = properties[name];
      if (!property) return [`${path}.${name} is unknown`];
      return this.#checkValue(`${path}.${name}`, value, [
        property.type,
        ...(property.previousTypes ?? []),
      ]);
    });
    return [...missing, ...wrong];
  }

  /** A value is valid when it matches one of the types: some schemas also list earlier types. */
  #checkValue(path: string, value: unknown, types: readonly PropertyType[]): string[] {
    const branches = branchesOf(value);
    if (branches) return branches.flatMap((branch) => this.#checkValue(path, branch, types));
    if (isIntrinsic(value)) return [];
    const attempts = types.map((type) => this.#checkType(path, value, type));
    return attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }

  #checkType(path: string, value: unknown, type: PropertyType): string[] {
    const wrong = [`${path} is ${JSON.stringify(value)}, not of type ${type.type}`];
    switch (type.type) {
      case 'json':
        return [];
      case 'string':
      case 'date-time':
        return typeof value === 'object' ? wrong : [];
      case 'integer':
        return Number.isInteger(toNumber(value)) ? [] : wrong;
      case 'number':
        return Number.isFinite(toNumber(value)) ? [] : wrong;
      case 'boolean':
        return ['true', 'false'].includes(String(value)) ? [] : wrong;
      case 'null':
        return value === null ? [] : wrong;
      case 'array':
        if (!Array.isArray(value)) return wrong;
        return value.flatMap((item, index) =>
          this.#checkValue(`${path}[${index}]`, item, [type.element]),
        );
      case 'map':
        if (!isFields(value)) return wrong;
        return Object.entries(value).flatMap(([key, item]) =>
          this.#checkValue(`${path}.${key}`, item, [type.element]),
        );
      case 'union':
        return this.#checkValue(path, value, type.types);
      case 'tag':
        if (!isFields(value)) return wrong;
        return 'Key' in value && 'Value' in value ? [] : wrong;
      case 'ref':
        if (!isFields(value)) return wrong;
        return this.#checkFields(
          path,
          value,
          spec.get('typeDefinition', type.reference.$ref).properties,
        );
    }
  }

  /** Checks all intrinsic functions in a value. */
  checkReferences(path: string, value: unknown): string[] {
    if (Array.isArray(value)) {
      return value.flatMap((item, index) => this.checkReferences(`${path}[${index}]`, item));
    }
    if (!isFields(value)) return [];
    const inside = Object.entries(value).flatMap(([key, item]) =>
      this.checkReferences(`${path}.${key}`, item),
    );
    if (!isIntrinsic(value)) return inside;
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    switch (name) {
      case 'Ref':
        return [...inside, ...this.#checkReference(path, String(argument))];
      case 'Fn::GetAtt':
        return [...inside, ...this.#checkAttribute(path, (argument as string[]).join('.'))];
      case 'Fn::If':
        return [...inside, ...this.#checkCondition(path, (argument as [string])[0])];
      case 'Fn::Sub': {
        const [text, own = {}] = [argument].flat() as [string, Fields?];
        const names = [...text.matchAll(/\$\{([^!}]+)\}/g)].map(([, found = '']) => found);
        const others = names.filter((found) => !(found in own));
        return [
          ...inside,
          ...others.flatMap((found) =>
            found.includes('.')
              ? this.#checkAttribute(path, found)
              : this.#checkReference(path, found),
          ),
        ];
      }
      default:
        return inside;
    }
  }

  #checkReference(path: string, name: string): string[] {
    if (name.startsWith('AWS::') || name in this.#template.Resources) return [];
    return [`${path} refers to ${name}, which does not exist`];
  }

  #checkAttribute(path: string, name: string): string[] {
    const [logicalId = '', ...attribute] = name.split('.');
    const resource = this.#template.Resources[logicalId];
    if (!resource) return [`${path} refers to ${logicalId}, which does not exist`];
    const attributes = findResource(resource.Type)?.attributes ?? {};
    if (attribute.join('.') in attributes) return [];
    return [`${path} refers to ${name}, an attribute that does not exist`];
  }

  #checkCondition(path: string, name: string): string[] {
    return name in this.#template.Conditions ? [] : [`${path} has an unknown condition, ${name}`];
  }
}

function findResource(type: string): ResourceSpec | undefined {
  return spec.lookup('resource', 'cloudFormationType', 'equals', type)[0];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isIntrinsic(value: unknown): value is Fields {
  if (!isFields(value)) return false;
  const [key = '', ...others] = Object.keys(value);
  return others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}

/** Both branches of a condition, except `AWS::NoValue`. */
function branchesOf(value: unknown): unknown[] | undefined {
  if (!isFields(value) || !Array.isArray(value['Fn::If'])) return undefined;
  const isNone = (branch: unknown) => isFields(branch) && branch['Ref'] === 'AWS::NoValue';
  const [, ...branches] = value['Fn::If'] as unknown[];
  return branches.filter((branch) => !isNone(branch));
}

/** CloudFormation converts between numbers and strings. */
function toNumber(value: unknown): number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
    ? Number(value)
    : Number.NaN;
}
