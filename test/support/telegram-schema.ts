import { Ajv, type ValidateFunction } from 'ajv';

/** One field of a method or type, as the machine-readable Bot API reference writes it. */
interface Field {
  readonly name: string;
  readonly types: readonly string[];
  readonly required: boolean;
  readonly description: string;
}

interface Shape {
  readonly fields?: readonly Field[];
  readonly subtypes?: readonly string[];
}

export interface BotApi {
  readonly methods: Readonly<Record<string, Shape>>;
  readonly types: Readonly<Record<string, Shape>>;
}

const PLAIN: Readonly<Record<string, object>> = {
  Integer: { type: 'integer' },
  Float: { type: 'number' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
};

/** Checks bodies against the Bot API: built from the reference's fields, and from the limits that stand in its sentences only. */
export const telegramSchemas = (api: BotApi): ((kind: 'methods' | 'types', name: string) => ValidateFunction) => {
  const typeOf = (type: string): object => {
    if (type.startsWith('Array of ')) return { type: 'array', items: typeOf(type.slice('Array of '.length)) };
    return PLAIN[type] ?? (api.types[type] ? { $ref: `#/$defs/${type}` } : {});
  };
  const fieldOf = ({ types, description }: Field): object => {
    const [, least, most, unit] = /(\d+)-(\d+) (characters|bytes)/.exec(description) ?? [];
    const limits =
      most === undefined
        ? {}
        : unit === 'bytes'
          ? { bytes: [Number(least), Number(most)] }
          : { minLength: Number(least), maxLength: Number(most) };
    const shapes = types.map((type) => (type === 'String' ? { ...typeOf(type), ...limits } : typeOf(type)));
    return shapes.length === 1 ? (shapes[0] ?? {}) : { anyOf: shapes };
  };
  const shapeOf = ({ fields = [], subtypes }: Shape): object => {
    if (subtypes) return { anyOf: subtypes.map(typeOf) };
    return {
      type: 'object',
      properties: Object.fromEntries(fields.map((field) => [field.name, fieldOf(field)])),
      required: fields.filter((field) => field.required).map((field) => field.name),
      additionalProperties: false,
    };
  };
  const ajv = new Ajv({ strict: false });
  ajv.addKeyword({
    keyword: 'bytes',
    validate: ([least, most]: [number, number], text: string) =>
      Buffer.byteLength(text) >= least && Buffer.byteLength(text) <= most,
  });
  const $defs = Object.fromEntries(Object.entries(api.types).map(([name, shape]) => [name, shapeOf(shape)]));
  return (kind, name) => ajv.compile({ ...shapeOf(api[kind][name] ?? {}), $defs });
};
