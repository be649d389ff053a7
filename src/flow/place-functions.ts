import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../base/spelling.ts';
import type { Point, Value } from '../base/value.ts';
import type { LanguageFunction } from './function.ts';
import { literalId } from './look-up.ts';
import type { Names } from './scene.ts';
import { INTEGER, POINT, TEXT, type Type, typeName, YES_NO } from './type.ts';
import { type Compiling, Mistake, type Typed } from './typed.ts';

/** A country that no list names. */
const OTHER = 'other';

const compilePoint = (node: ASTNode | undefined, at: ASTNode, c: Compiling): Typed => {
  const typed = c.compile(node ?? at);
  if (typed.type.kind !== POINT.kind)
    throw new Mistake(node?.start ?? at.start, 'type', `this is ${typeName(typed.type)}, but a point is needed`);
  return typed;
};

/** A function of a point alone; of one that nothing is known of, or that is gone, it has no value. */
const ofPoint = (
  type: (names: Names) => Type,
  work: (spot: NonNullable<Point['spot']>, names: Names) => Value,
): LanguageFunction => ({
  form: '(point)',
  least: 1,
  most: 1,
  compile: ([node], at, c) => {
    const point = compilePoint(node, at, c);
    return {
      type: type(c.names),
      evaluate: (vars, scene) => {
        const spot = (point.evaluate(vars, scene) as Point | undefined)?.spot;
        return spot && work(spot, c.names);
      },
    };
  },
});

const distance: LanguageFunction = {
  form: "('places', point)",
  least: 2,
  most: 2,
  compile: ([kindNode, node], at, c) => {
    const kind = literalId(kindNode, 'places');
    const known = [...c.names.places()];
    if (!known.includes(kind))
      throw new Mistake(
        kindNode?.start ?? 0,
        'unknown-places',
        `there are no places "${kind}"`,
        didYouMean(kind, known, 'places live in content/places/'),
      );
    const point = compilePoint(node, at, c);
    return {
      type: INTEGER,
      evaluate: (vars, scene) => {
        const near = point.evaluate(vars, scene) as Point | undefined;
        const [nearest] = near ? scene.nearest(kind, near, 1) : [];
        // Rounded up: "more than 250" is true of 250.1.
        return nearest && BigInt(Math.ceil(nearest.kilometres));
      },
    };
  },
};

/** What can be asked of a point. */
export const PLACE_FUNCTIONS: readonly (readonly [string, LanguageFunction])[] = [
  [
    'country_of',
    ofPoint(
      (names) => ({ kind: 'choice', options: [...names.countries(), OTHER] }),
      ({ country }, names) => (names.countries().includes(country) ? country : OTHER),
    ),
  ],
  [
    'region_of',
    ofPoint(
      () => TEXT,
      ({ region }) => region,
    ),
  ],
  [
    'has_namesakes',
    ofPoint(
      () => YES_NO,
      ({ namesakes }) => namesakes.length > 0,
    ),
  ],
  ['kilometres_to', distance],
];
