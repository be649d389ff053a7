import { openWalk, routeOf } from '../../check/explore/walk.ts';
import { worldOf } from '../../check/explore/world.ts';
import type { Release } from '../../content/release.ts';
import type { Event, Outcome, Place } from '../../flow/model.ts';
import { NOWHERE, run } from '../../flow/run.ts';

/** One of two releases that are walked through side by side, as far as one flow goes. */
export interface Side {
  readonly begin: () => Outcome;
  readonly turn: (place: Place, event: Event) => Outcome;
  /** Everything worth answering where someone waits. */
  readonly answers: (place: Place) => readonly Event[];
  /** The same for two places from which everything goes on alike. */
  readonly key: (place: Place) => string;
  /** Whether the flow is left: for the front desk, or for a flow that is walked by itself. */
  readonly isOver: (place: Place) => boolean;
}

export const openSide = (release: Release, root: string, now: number): Side => {
  const world = worldOf(release, now);
  const walk = openWalk(routeOf(world, root), world);
  const scene = world.scene();
  const turn = (place: Place, event: Event): Outcome => run(place, event, scene, world.home);
  return {
    begin: () => turn(NOWHERE, walk.begin),
    turn,
    answers: (place) => walk.answers(turn(place, { kind: 'repeat' }), place.stack),
    key: ({ stack }) => `${walk.roughly(stack)}\n${walk.turns(stack).fine}`,
    isOver: ({ stack }) => walk.isOver(stack),
  };
};
