import {
  buildASTSchema, getNamedType, type GraphQLField, type GraphQLInputType, type GraphQLObjectType, type GraphQLSchema, isEnumType, isInputObjectType, isLeafType, isListType,
  isNonNullType, isObjectType, parse,
} from 'graphql';

/** A place in a root field's arguments where an id goes: names joined by dots. */
export type IdPath = string;

/** Reads the schema that a subgraph tells. */
export const schemaOf = (sdl: string): GraphQLSchema => buildASTSchema(parse(sdl), { assumeValid: true, assumeValidSDL: true });

/** Every leaf within reach, three levels deep; fields that need arguments are left out. */
export const selectionOf = (type: GraphQLObjectType, depth = 3): string => {
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.some((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined)) return [];
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    const inner = isObjectType(named) && depth > 1 ? selectionOf(named, depth - 1) : '';
    return inner === '' ? [] : [`${field.name} ${inner}`];
  });
  return parts.length === 0 ? '' : `{ ${parts.join(' ')} }`;
};

/** A document that asks one root field with all its arguments as variables. */
export const documentOf = (operation: 'query' | 'mutation' | 'subscription', field: GraphQLField<unknown, unknown>): string => {
  const named = getNamedType(field.type);
  const variables = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  return `${operation} ${variables && `(${variables})`} { ${field.name}${given && `(${given})`} ${isObjectType(named) ? selectionOf(named) : ''} }`;
};

/** Values for the arguments of a field: by name where one is given, else anything of the type. */
export const argumentsOf = (field: GraphQLField<unknown, unknown>, byName: (name: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(field.args.map((arg) => [arg.name, valueOf(arg.name, arg.type, byName)]));

const valueOf = (name: string, type: GraphQLInputType, byName: (name: string) => unknown, required = false): unknown => {
  if (isNonNullType(type)) return valueOf(name, type.ofType, byName, true);
  const given = byName(name);
  if (given !== undefined && !(required && given === null)) return given;
  if (isListType(type)) return [valueOf(name, type.ofType, byName, true)];
  if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, valueOf(field.name, field.type, byName)]));
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (type.name) {
    case 'Boolean':
      return true;
    case 'Int':
    case 'Float':
      return 1;
    default:
      return required ? 'normal' : null;
  }
};

/** Where ids go in a field's arguments. The key of a command is the caller's own. */
export const idPathsOf = (field: GraphQLField<unknown, unknown>, isId: (name: string, typeName: string) => boolean): IdPath[] =>
  field.args.flatMap((arg) => pathsIn(arg.name, arg.name, arg.type, isId));

const pathsIn = (path: string, name: string, type: GraphQLInputType, isId: (name: string, typeName: string) => boolean): IdPath[] => {
  if (isNonNullType(type)) return pathsIn(path, name, type.ofType, isId);
  if (isListType(type)) return pathsIn(`${path}.0`, name, type.ofType, isId);
  if (isInputObjectType(type)) return Object.values(type.getFields()).flatMap((field) => pathsIn(`${path}.${field.name}`, field.name, field.type, isId));
  return isId(name, type.name) ? [path] : [];
};

/** The arguments with another value in one place. */
export const replaced = (value: unknown, [head, ...rest]: readonly string[], by: unknown): unknown => {
  if (head === undefined) return by;
  if (Array.isArray(value)) return value.map((item: unknown, i) => (String(i) === head ? replaced(item, rest, by) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [head]: replaced(object[head], rest, by) };
};
